using Ivae.Numerics;

namespace Ivae.Simulation.Worlds;

/// <summary>
/// Levels that are reported wrongly: borders between blocks that are shifted, and labels that are replaced.
/// </summary>
/// <param name="Codes">The reported level of each row, <c>[N]</c>.</param>
/// <param name="Truth">p(true level | reported level), <c>[M reported, M true]</c>.</param>
internal sealed record LabelFaults(int[] Codes, double[,] Truth)
{
    /// <summary>
    /// Every border moves, up or down at random, by a share of the smaller of its two blocks. Then each label is
    /// replaced with probability w by a random one
    /// of the frequencies of the labels, so that p(true | reported = r) = (1 − w) p(true | shifted = r) + w p(true).
    /// </summary>
    public static LabelFaults Draw(int[] levels, int count, double shifted, double wrong, RandomStream random)
    {
        var rows = levels.Length;
        var codes = Shift(levels, count, shifted, random.Split("borders"));
        var truth = new double[count, count];
        var (reported, frequency) = (new double[count], new double[count]);
        for (var row = 0; row < rows; row++)
        {
            truth[codes[row], levels[row]]++;
            reported[codes[row]]++;
            frequency[levels[row]] += 1.0 / rows;
        }

        for (var r = 0; r < count; r++)
            for (var m = 0; m < count; m++)
                truth[r, m] = (1 - wrong) * truth[r, m] / reported[r] + wrong * frequency[m];

        var (isWrong, other) = (random.Split("wrong"), random.Split("other"));
        int[] replaced = [.. codes.Select(code => isWrong.NextDouble() < wrong ? codes[other.NextInt32(rows)] : code)];
        return new LabelFaults(replaced, truth);
    }

    private static int[] Shift(int[] levels, int count, double shifted, RandomStream random)
    {
        var sizes = new int[count];
        foreach (var level in levels)
            sizes[level]++;
        var (codes, border) = ((int[])levels.Clone(), 0);
        for (var level = 0; level < count - 1; level++)
        {
            border += sizes[level];
            var by = (int)(shifted * Math.Min(sizes[level], sizes[level + 1]));
            if (random.NextDouble() < 0.5)
                Array.Fill(codes, level, border, by);
            else
                Array.Fill(codes, level + 1, border - by, by);
        }

        return codes;
    }
}
