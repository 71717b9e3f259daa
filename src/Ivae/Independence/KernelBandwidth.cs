using Ivae.Numerics;
using MathNet.Numerics.Statistics;

namespace Ivae.Independence;

/// <summary>Chooses the bandwidth σ of a Gaussian kernel exp(−‖a − b‖²/2σ²).</summary>
internal static class KernelBandwidth
{
    /// <summary>Rows looked at; larger samples are thinned evenly.</summary>
    private const int MaxRows = 1000;

    /// <summary>
    /// The median heuristic: the median of the positive distances between rows (of 1000 rows, evenly thinned, when
    /// there are more).
    /// </summary>
    /// <param name="sample">x <c>[N, p]</c>.</param>
    /// <exception cref="ArgumentException">All rows are equal.</exception>
    public static double Median(Matrix sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        var thinned = Thinned(sample);
        var kernel = new GaussianKernel(thinned, 1);
        var distances = new List<double>(thinned.Rows * (thinned.Rows - 1) / 2);
        var row = new double[thinned.Rows];
        for (var i = 0; i < thinned.Rows - 1; i++)
        {
            var after = row.AsSpan(0, thinned.Rows - 1 - i);
            kernel.SquaredDistances(i, i + 1, after);
            foreach (var squared in after)
                if (squared > 0)
                    distances.Add(Math.Sqrt(squared));
        }

        if (distances.Count == 0)
            throw new ArgumentException($"All {thinned.Rows} rows are equal: a constant is independent of everything, "
                + "and has no bandwidth. Leave it out.", nameof(sample));
        return ArrayStatistics.MedianInplace(distances.ToArray());
    }

    private static Matrix Thinned(Matrix sample)
    {
        var step = (sample.Rows + MaxRows - 1) / MaxRows;
        return step <= 1 ? sample : sample.TakeRows([.. Enumerable.Range(0, sample.Rows / step).Select(i => i * step)]);
    }
}
