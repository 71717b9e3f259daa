using Ivae.Numerics;

namespace Ivae.Data;

/// <summary>The range of a column that artefacts do not set: median ± k robust standard deviations.</summary>
internal static class RobustRange
{
    // Quartile range of a normal distribution in standard deviations.
    private const double QuartileRange = 1.349;

    /// <summary>
    /// The range per column and how many values lie outside; all numbers with <paramref name="deviations"/> = 0.
    /// </summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static (float[] Lowest, float[] Highest, int[] Outside) Fit(
        RowSelection x, double deviations, CancellationToken cancellation = default)
    {
        var lowest = new float[x.Columns];
        var highest = new float[x.Columns];
        var outside = new int[x.Columns];
        for (var j = 0; j < x.Columns; j++)
        {
            cancellation.ThrowIfCancellationRequested();
            (lowest[j], highest[j]) = (float.MinValue, float.MaxValue);
            if (deviations == 0)
                continue;
            var sorted = x.Column(j);
            Array.Sort(sorted);
            var median = Quantile.Of<float>(sorted, 0.5);
            var deviation = (Quantile.Of<float>(sorted, 0.75) - Quantile.Of<float>(sorted, 0.25)) / QuartileRange;
            if (deviation == 0)
                deviation = Moments.Of(sorted).StandardDeviation;
            // A column that never changes clips nothing.
            if (deviation == 0)
                continue;
            lowest[j] = (float)Math.Max(float.MinValue, median - deviations * deviation);
            highest[j] = (float)Math.Min(float.MaxValue, median + deviations * deviation);
            foreach (var value in sorted)
                if (value < lowest[j] || value > highest[j])
                    outside[j]++;
        }

        return (lowest, highest, outside);
    }
}
