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

    /// <summary>
    /// Positions of the lowest and the highest finite value of each of <paramref name="buckets"/> equal stretches,
    /// rising: a line through them spans the same heights as the whole line.
    /// </summary>
    public static List<int> LowHigh(ReadOnlySpan<double> values, int buckets)
    {
        var kept = new List<int>();
        for (var bucket = 0; bucket < buckets; bucket++)
        {
            var (from, to) =
                ((int)((long)values.Length * bucket / buckets), (int)((long)values.Length * (bucket + 1) / buckets));
            var (low, high) = (-1, -1);
            for (var i = from; i < to; i++)
            {
                if (!double.IsFinite(values[i]))
                    continue;
                if (low < 0 || values[i] < values[low])
                    low = i;
                if (high < 0 || values[i] > values[high])
                    high = i;
            }

            if (low < 0)
                continue;
            kept.Add(Math.Min(low, high));
            if (low != high)
                kept.Add(Math.Max(low, high));
        }

        return kept;
    }
}
