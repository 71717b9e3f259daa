using System.Numerics.Tensors;
using Ivae.Numerics;
using MathNet.Numerics;

namespace Ivae.Independence;

/// <summary>
/// The Hilbert–Schmidt independence criterion with Gaussian kernels: N·HSIC = tr(K H L H)/N with K, L the Gram matrices
/// and H = I − 11ᵀ/N. It is 0 in the limit only under independence.
/// </summary>
/// <remarks>Source: Gretton, Fukumizu, Teo, Song, Schölkopf and Smola, "A kernel statistical test of independence",
/// NIPS 2007.</remarks>
internal static class Hsic
{
    /// <summary>Fewest rows the approximation of the null by its moments is defined for.</summary>
    public const int MinRows = IndependenceDecisions.MinRows;

    /// <summary>
    /// The exact statistic in O(N²) time and O(N) memory, with a gamma distribution of the null's mean and variance.
    /// </summary>
    /// <param name="x">x <c>[N, p]</c>, N at least 6.</param>
    /// <param name="y">y <c>[N, q]</c>.</param>
    /// <param name="bandwidthX">σ of the kernel on x; by default the median heuristic.</param>
    /// <param name="bandwidthY">σ of the kernel on y; by default the median heuristic.</param>
    /// <exception cref="ArgumentException">Rows differ or are too few, or x or y is constant.</exception>
    public static IndependenceResult Gamma(Matrix x, Matrix y, double? bandwidthX = null, double? bandwidthY = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        Check(x, y);
        var (statistic, mean, variance) =
            Moments(x, y, bandwidthX ?? KernelBandwidth.Median(x), bandwidthY ?? KernelBandwidth.Median(y));
        return new IndependenceResult("HSIC, gamma", statistic, GammaTail(statistic, mean, variance));
    }

    /// <summary>
    /// Independence given a segment: the sum over segments of N_m·HSIC_m, whose null has the sums of their means and
    /// variances. Two variables whose moments move with the segment are dependent marginally even when they are
    /// independent within every segment. Segments below 6 rows are left out.
    /// </summary>
    /// <param name="x">x <c>[N, p]</c>.</param>
    /// <param name="y">y <c>[N, q]</c>.</param>
    /// <param name="segment">Segment of each row <c>[N]</c>.</param>
    /// <exception cref="ArgumentException">Rows differ, or no segment has 6 rows.</exception>
    public static IndependenceResult GivenSegment(Matrix x, Matrix y, IReadOnlyList<int> segment)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        ArgumentNullException.ThrowIfNull(segment);
        Check(x, y);
        var (statistic, mean, variance) = (0.0, 0.0, 0.0);
        foreach (var rows in Enumerable.Range(0, x.Rows).GroupBy(row => segment[row]).Select(group => group.ToArray())
            .Where(rows => rows.Length >= MinRows))
        {
            var (a, b) = (x.TakeRows(rows), y.TakeRows(rows));
            var part = Moments(a, b, KernelBandwidth.Median(a), KernelBandwidth.Median(b));
            (statistic, mean, variance) = (statistic + part.Statistic, mean + part.Mean, variance + part.Variance);
        }

        if (mean == 0)
            throw new ArgumentException(
                $"No segment has {MinRows} rows, which the test needs; take longer segments.", nameof(segment));
        return new IndependenceResult("HSIC given segment, gamma", statistic, GammaTail(statistic, mean, variance));
    }

    /// <summary>p of a statistic under a gamma distribution of given mean and variance.</summary>
    internal static double GammaTail(double statistic, double mean, double variance) =>
        statistic <= 0
            ? 1
            : SpecialFunctions.GammaUpperRegularized(mean * mean / variance, statistic * mean / variance);

    internal static void Check(Matrix x, Matrix y)
    {
        if (x.Rows != y.Rows)
            throw new ArgumentException($"x has {x.Rows} rows and y {y.Rows}; they must be the same rows.", nameof(y));
        if (x.Rows < MinRows)
            throw new ArgumentException($"{x.Rows} rows; an independence test needs at least {MinRows}.", nameof(x));
    }

    /// <summary>
    /// N·HSIC with mean and variance of its null (Gretton et al. 2007, theorems 3 and 4); two passes that compute each
    /// row of the Gram matrices anew.
    /// </summary>
    private static (double Statistic, double Mean, double Variance) Moments(
        Matrix x, Matrix y, double bandwidthX, double bandwidthY)
    {
        var n = x.Rows;
        var (kx, ky) = (new GaussianKernel(x, bandwidthX), new GaussianKernel(y, bandwidthY));
        double[] k = new double[n], l = new double[n], kMeans = new double[n], lMeans = new double[n];
        var products = 0.0;
        for (var i = 0; i < n; i++)
        {
            kx.Row(i, 0, k);
            ky.Row(i, 0, l);
            kMeans[i] = TensorPrimitives.Sum<double>(k) / n;
            lMeans[i] = TensorPrimitives.Sum<double>(l) / n;
            products += TensorPrimitives.Dot<double>(k, l);
        }

        double kMean = TensorPrimitives.Sum<double>(kMeans) / n, lMean = TensorPrimitives.Sum<double>(lMeans) / n;
        var statistic = products / n - 2 * TensorPrimitives.Dot<double>(kMeans, lMeans) + n * kMean * lMean;

        // Centred entries are K_ij − K_i − K_j + K; the diagonal is subtracted afterwards.
        var squares = 0.0;
        for (var i = 0; i < n; i++)
        {
            kx.Row(i, 0, k);
            ky.Row(i, 0, l);
            TensorPrimitives.Subtract<double>(k, kMeans, k);
            TensorPrimitives.Subtract<double>(l, lMeans, l);
            TensorPrimitives.Add(k, kMean - kMeans[i], k);
            TensorPrimitives.Add(l, lMean - lMeans[i], l);
            TensorPrimitives.Multiply<double>(k, l, k);
            squares += TensorPrimitives.SumOfSquares<double>(k) - k[i] * k[i];
        }

        double size = n;
        double offX = (kMean * n * n - n) / (size * (n - 1)), offY = (lMean * n * n - n) / (size * (n - 1));
        var mean = 1 + offX * offY - offX - offY;
        var variance = 72 * (size - 4) * (size - 5) / (size * (size - 1) * (size - 2) * (size - 3)) * squares / 36
            / (size * (size - 1));
        return (statistic, mean, variance * size * size);
    }
}
