using System.Numerics.Tensors;
using Ivae.Numerics;
using MathNet.Numerics.Statistics;

namespace Ivae.Independence;

/// <summary>Chooses the bandwidth σ of a Gaussian kernel exp(−‖a − b‖²/2σ²).</summary>
internal static class KernelBandwidth
{
    /// <summary>Rows looked at; larger samples are thinned evenly.</summary>
    private const int MaxRows = 1000;
    private static readonly double[] Factors = [0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 1, 1.4, 2];

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

    /// <summary>
    /// The bandwidth, among multiples of the median from .05 to 2, under which each row is likeliest given the others:
    /// leave-one-out likelihood of the kernel density estimate.
    /// </summary>
    /// <remarks>Source: Silverman, "Density estimation for statistics and data analysis", 1986, section
    /// 3.4.4.</remarks>
    /// <param name="sample">x <c>[N, p]</c>, at least two rows.</param>
    /// <exception cref="ArgumentException">All rows are equal.</exception>
    public static double CrossValidated(Matrix sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        var thinned = Thinned(sample);
        var median = Median(sample);
        return Factors.Select(factor => factor * median).MaxBy(bandwidth => LeaveOneOut(thinned, bandwidth));
    }

    private static double LeaveOneOut(Matrix sample, double bandwidth)
    {
        var kernel = new GaussianKernel(sample, bandwidth);
        var row = new double[sample.Rows];
        var sum = 0.0;
        for (var i = 0; i < sample.Rows; i++)
        {
            kernel.Row(i, 0, row);
            sum += Math.Log(Math.Max(TensorPrimitives.Sum<double>(row) - 1, double.Epsilon))
                - sample.Columns * Math.Log(bandwidth);
        }

        return sum;
    }

    private static Matrix Thinned(Matrix sample)
    {
        var step = (sample.Rows + MaxRows - 1) / MaxRows;
        return step <= 1 ? sample : sample.TakeRows([.. Enumerable.Range(0, sample.Rows / step).Select(i => i * step)]);
    }
}
