using System.Numerics.Tensors;
using Ivae.Numerics;
using MathNet.Numerics;

namespace Ivae.Independence;

/// <summary>Bias-corrected distance correlation, and its test against the tail of χ²₁ − 1.</summary>
/// <remarks>Source: Székely and Rizzo, "Partial distance correlation with methods for dissimilarities", 2014, equation
/// 3.7; Shen, Panda and Vogelstein, "The chi-square test of distance correlation", 2022.</remarks>
internal static class DistanceCorrelation
{
    /// <summary>Tests independence of x and y in O(N²) time and O(N) memory.</summary>
    /// <param name="x">x <c>[N, p]</c>, N at least 6.</param>
    /// <param name="y">y <c>[N, q]</c>.</param>
    /// <exception cref="ArgumentException">Rows differ or are too few, or x or y is constant.</exception>
    public static IndependenceResult Test(Matrix x, Matrix y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        Hsic.Check(x, y);
        var n = x.Rows;
        var (kx, ky) = (new GaussianKernel(x, 1), new GaussianKernel(y, 1));
        double[] a = new double[n], b = new double[n];
        var (xy, xx, yy) = (new Products(), new Products(), new Products());
        for (var i = 0; i < n; i++)
        {
            kx.SquaredDistances(i, 0, a);
            ky.SquaredDistances(i, 0, b);
            TensorPrimitives.Sqrt<double>(a, a);
            TensorPrimitives.Sqrt<double>(b, b);
            xy.Add(a, b);
            xx.Add(a, a);
            yy.Add(b, b);
        }

        var scale = xx.Unbiased(n) * yy.Unbiased(n);
        if (!(scale > 0))
            throw new ArgumentException($"x or y is the same in all {n} rows; leave it out.", nameof(x));
        var correlation = xy.Unbiased(n) / Math.Sqrt(scale);
        var chiSquared = n * correlation + 1;
        return new IndependenceResult("distance correlation", correlation,
            chiSquared <= 0 ? 1 : SpecialFunctions.GammaUpperRegularized(0.5, chiSquared / 2));
    }

    /// <summary>Sums for the inner product of two U-centred distance matrices.</summary>
    private sealed class Products
    {
        private double products;
        private double rowProducts;
        private double totalA;
        private double totalB;

        public void Add(double[] a, double[] b)
        {
            double sumA = TensorPrimitives.Sum<double>(a), sumB = TensorPrimitives.Sum<double>(b);
            products += TensorPrimitives.Dot<double>(a, b);
            rowProducts += sumA * sumB;
            totalA += sumA;
            totalB += sumB;
        }

        public double Unbiased(double n) =>
            (products - 2 / (n - 2) * rowProducts + totalA * totalB / ((n - 1) * (n - 2))) / (n * (n - 3));
    }
}
