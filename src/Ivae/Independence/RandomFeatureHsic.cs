using System.Numerics.Tensors;
using Ivae.Numerics;

namespace Ivae.Independence;

/// <summary>
/// HSIC in linear time: with random Fourier features φ of the Gaussian kernels the statistic is N‖cov(φ(x), φ(y))‖²,
/// whose null is a weighted sum of χ² with weights the products of the eigenvalues of both feature covariances; a gamma
/// distribution takes its mean tr·tr and variance 2‖·‖²‖·‖².
/// </summary>
/// <remarks>Source: Rahimi and Recht, NIPS 2007; Zhang, Filippi, Gretton and Sejdinovic, "Large-scale kernel methods
/// for independence testing", 2018, section 4.</remarks>
internal static class RandomFeatureHsic
{
    /// <summary>Tests independence of x and y.</summary>
    /// <param name="x">x <c>[N, p]</c>, N at least 6.</param>
    /// <param name="y">y <c>[N, q]</c>.</param>
    /// <param name="stream">Where the frequencies come from.</param>
    /// <param name="frequencies">Frequencies a variable, each with a cosine and a sine.</param>
    /// <exception cref="ArgumentException">Rows differ or are too few, or x or y is constant.</exception>
    public static IndependenceResult Test(Matrix x, Matrix y, RandomStream stream, int frequencies = 50)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        ArgumentNullException.ThrowIfNull(stream);
        Hsic.Check(x, y);
        ArgumentOutOfRangeException.ThrowIfLessThan(frequencies, 1);
        var (phi, psi) = (Features(x, frequencies, stream.Split("x")), Features(y, frequencies, stream.Split("y")));
        var (width, n) = (2 * frequencies, x.Rows);
        double[] Covariance(float[] a, float[] b)
        {
            var product = new float[width * width];
            MatrixProduct.MultiplyTransposedLeft<float>(a, b, product, n, width, width, accumulate: false);
            return Array.ConvertAll(product, value => (double)value / n);
        }

        double[] cross = Covariance(phi, psi), ownX = Covariance(phi, phi), ownY = Covariance(psi, psi);
        var statistic = n * TensorPrimitives.SumOfSquares<double>(cross);
        var mean = Trace(ownX, width) * Trace(ownY, width);
        var variance = 2 * TensorPrimitives.SumOfSquares<double>(ownX) * TensorPrimitives.SumOfSquares<double>(ownY);
        return new IndependenceResult("HSIC, random features", statistic, Hsic.GammaTail(statistic, mean, variance));
    }

    /// <summary>cos(ωᵀx)/√F and sin(ωᵀx)/√F with ω ~ N(0, I/σ²), centred, <c>[N, 2F]</c>.</summary>
    private static float[] Features(Matrix sample, int frequencies, RandomStream stream)
    {
        var bandwidth = KernelBandwidth.Median(sample);
        var (n, width) = (sample.Rows, 2 * frequencies);
        var omega = new double[sample.Columns * frequencies];
        stream.FillNormal<double>(omega);
        var features = new float[n * width];
        var means = new double[width];
        var scale = 1 / Math.Sqrt(frequencies);
        for (var i = 0; i < n; i++)
            for (var f = 0; f < frequencies; f++)
            {
                var angle = 0.0;
                for (var j = 0; j < sample.Columns; j++)
                    angle += sample[i, j] * omega[j * frequencies + f] / bandwidth;
                var (sine, cosine) = Math.SinCos(angle);
                features[i * width + 2 * f] = (float)(scale * cosine);
                features[i * width + 2 * f + 1] = (float)(scale * sine);
                means[2 * f] += scale * cosine / n;
                means[2 * f + 1] += scale * sine / n;
            }

        for (var i = 0; i < features.Length; i++)
            features[i] -= (float)means[i % width];
        return features;
    }

    private static double Trace(double[] square, int width) =>
        Enumerable.Range(0, width).Sum(i => square[i * width + i]);
}
