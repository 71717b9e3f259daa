using System.Numerics.Tensors;
using Ivae.Numerics;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;
using Matrix = Ivae.Numerics.Matrix;

namespace Ivae.Independence;

/// <summary>
/// The kernel test of x ⟂ y | z (KCI): T = tr(R K R · R L R)/N, K the centred Gram matrix of (x, z/2), L that of y, and
/// R = ε(Z + εI)⁻¹ what kernel ridge regression on z leaves. The null is a weighted sum of χ² whose mean is tr(A) and
/// variance 2‖A‖² for A = (RKR ∘ RLR)/N, taken as a gamma distribution.
/// </summary>
/// <remarks>Source: Zhang, Peters, Janzing and Schölkopf, "Kernel-based conditional independence test and application
/// in causal discovery", UAI 2011, propositions 5 and 6.</remarks>
internal static class KernelConditionalIndependence
{
    /// <summary>Most rows; time grows with their cube.</summary>
    public const int MaxRows = 2000;

    private const double Ridge = IndependenceDecisions.ConditionalRidge;

    /// <summary>Tests x ⟂ y | z. Columns are standardised first.</summary>
    /// <param name="x">x <c>[N, p]</c>, N from 6 to 2000.</param>
    /// <param name="y">y <c>[N, q]</c>.</param>
    /// <param name="z">z <c>[N, r]</c>; r at least 1, else use <see cref="Hsic"/>.</param>
    /// <exception cref="ArgumentException">Rows differ, are too few or too many, z is empty, or a variable is
    /// constant.</exception>
    public static IndependenceResult Test(Matrix x, Matrix y, Matrix z)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        ArgumentNullException.ThrowIfNull(z);
        Hsic.Check(x, y);
        var n = x.Rows;
        if (n > MaxRows)
            throw new ArgumentException(
                $"{n} rows; the kernel test takes at most {MaxRows}. Thin the rows.", nameof(x));
        if (z.Columns == 0 || z.Rows != n)
            throw new ArgumentException(
                $"z is [{z.Rows}, {z.Columns}]; it needs {n} rows and at least one column.", nameof(z));
        var (sx, sy, sz) = (Standardised(x), Standardised(y), Standardised(z));
        var joined = new Matrix(n, x.Columns + z.Columns);
        for (var i = 0; i < n; i++)
        {
            sx.Row(i).CopyTo(joined.Row(i));
            TensorPrimitives.Multiply(sz.Row(i), 0.5f, joined.Row(i)[x.Columns..]);
        }

        var left = (Gram(sz) + DenseMatrix.CreateDiagonal(n, n, Ridge)).Cholesky()
            .Solve(DenseMatrix.CreateDiagonal(n, n, Ridge));
        var (k, l) = (left * Gram(joined) * left, left * Gram(sy) * left);
        var product = k.PointwiseMultiply(l) / n;
        var statistic = product.Enumerate().Sum();
        var (mean, variance) = (product.Trace(), 2 * product.Enumerate().Sum(value => value * value));
        return new IndependenceResult("KCI", statistic, Hsic.GammaTail(statistic, mean, variance));
    }

    private static Matrix<double> Gram(Matrix sample)
    {
        var n = sample.Rows;
        var kernel = new GaussianKernel(sample, KernelBandwidth.Median(sample));
        var gram = new double[n * n];
        for (var i = 0; i < n; i++)
            kernel.Row(i, 0, gram.AsSpan(i * n, n));
        Hsic.Center(gram, n);
        return new DenseMatrix(n, n, gram);
    }

    private static Matrix Standardised(Matrix x)
    {
        var scaling = Standardisation.Of(x);
        var constant = Array.IndexOf(scaling.Inverses, 0);
        if (constant >= 0)
            throw new ArgumentException(
                $"column {constant + 1} is {x[0, constant]} in all rows; leave it out.", nameof(x));
        return scaling.Apply(x);
    }
}
