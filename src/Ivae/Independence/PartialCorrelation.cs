using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra.Double;
using Matrix = Ivae.Numerics.Matrix;

namespace Ivae.Independence;

/// <summary>
/// The correlation of what linear regression on z leaves of x and of y, tested by Student's t with N − 2 − dim z
/// degrees of freedom.
/// </summary>
internal static class PartialCorrelation
{
    /// <summary>Tests x ⟂ y | z, for linear Gaussian relations.</summary>
    /// <param name="x">x <c>[N, 1]</c>.</param>
    /// <param name="y">y <c>[N, 1]</c>.</param>
    /// <param name="z">z <c>[N, q]</c>; q may be 0.</param>
    /// <exception cref="ArgumentException">Rows differ or are too few, or z determines x or y.</exception>
    public static IndependenceResult Test(Matrix x, Matrix y, Matrix z)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        ArgumentNullException.ThrowIfNull(z);
        Hsic.Check(x, y);
        var degrees = x.Rows - 2 - z.Columns;
        if (degrees < 1)
            throw new ArgumentException($"{x.Rows} rows; a partial correlation given {z.Columns} variables needs at "
                + $"least {z.Columns + 3}.", nameof(x));
        var residuals = Residuals(z, x, y);
        double xx = residuals.Column(0).DotProduct(residuals.Column(0)),
            yy = residuals.Column(1).DotProduct(residuals.Column(1));
        if (!(xx > 1e-12 * SumOfSquares(x)) || !(yy > 1e-12 * SumOfSquares(y)))
            throw new ArgumentException(
                "x or y is constant, or a linear function of z; leave one of them out.", nameof(x));
        var r = Math.Clamp(residuals.Column(0).DotProduct(residuals.Column(1)) / Math.Sqrt(xx * yy), -1, 1);
        // Two-sided tail of t = r √(ν/(1 − r²)): I_{1−r²}(ν/2, ½).
        return new IndependenceResult(
            "partial correlation", r, r * r >= 1 ? 0 : SpecialFunctions.BetaRegularized(degrees / 2.0, 0.5, 1 - r * r));
    }

    private static DenseMatrix Residuals(Matrix z, Matrix x, Matrix y)
    {
        var design = DenseMatrix.Create(z.Rows, z.Columns + 1, (i, j) => j == 0 ? 1 : z[i, j - 1]);
        var targets = DenseMatrix.Create(x.Rows, 2, (i, j) => j == 0 ? x[i, 0] : y[i, 0]);
        return (DenseMatrix)(targets - design * design.QR().Solve(targets));
    }

    private static double SumOfSquares(Matrix x)
    {
        var mean = x.Values.Average(value => (double)value);
        return x.Values.Sum(value => (value - mean) * (value - mean));
    }
}
