using Ivae.Numerics;

namespace Ivae.Data;

/// <summary>The range of a column that artefacts do not set: median ± k robust standard deviations.</summary>
internal static class RobustRange
{
    // Quartile range of a normal distribution in standard deviations.
    private const double QuartileRange = 1.349;

    // Range from the first to the last percentile, likewise.
    private const double PercentileRange = 4.652;

    /// <summary>
    /// The range per column and how many values lie outside; all numbers with <paramref name="deviations"/> = 0.
    /// </summary>
    /// <param name="x">The rows.</param>
    /// <param name="deviations">k.</param>
    /// <param name="isSparse">
    /// Whether what a column shows in one row of fifty counts, as a pixel that is dark in most rows: its deviation is
    /// then at least what the percentiles give.
    /// </param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static (float[] Lowest, float[] Highest, int[] Outside) Fit(
        RowSelection x, double deviations, bool isSparse = false, CancellationToken cancellation = default)
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
            var column = Array.FindAll(x.Column(j), value => !float.IsNaN(value));
            if (column.Length == 0)
                continue;
            var sorted = EvenRows.Sorted(column);
            var median = Quantile.Of<float>(sorted, 0.5);
            var deviation = (Quantile.Of<float>(sorted, 0.75) - Quantile.Of<float>(sorted, 0.25)) / QuartileRange;
            if (isSparse)
                deviation = Math.Max(deviation,
                    (Quantile.Of<float>(sorted, 0.99) - Quantile.Of<float>(sorted, 0.01)) / PercentileRange);
            if (deviation == 0)
                deviation = Moments.Of(column).StandardDeviation;
            // A column that never changes clips nothing.
            if (deviation == 0)
                continue;
            lowest[j] = (float)Math.Max(float.MinValue, median - deviations * deviation);
            highest[j] = (float)Math.Min(float.MaxValue, median + deviations * deviation);
            foreach (var value in column)
                if (value < lowest[j] || value > highest[j])
                    outside[j]++;
        }

        return (lowest, highest, outside);
    }
}
