using Ivae.Numerics;

namespace Ivae.Reporting.Plotting;

/// <summary>Which of very many points are drawn, so that a picture stays small and still shows what is there.</summary>
internal static class Thinning
{
    /// <summary>
    /// One row drawn at random from each of <paramref name="limit"/> equal stretches of rows; all rows when there are
    /// no more than that.
    /// </summary>
    public static int[] Stratified(int rows, int limit)
    {
        var random = new RandomStream(0).Split("thin");
        var chosen = new int[Math.Min(rows, limit)];
        for (var i = 0; i < chosen.Length; i++)
        {
            var from = (int)((long)rows * i / chosen.Length);
            chosen[i] = from + random.NextInt32((int)((long)rows * (i + 1) / chosen.Length) - from);
        }

        return chosen;
    }
}
