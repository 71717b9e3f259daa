using Ivae.Data;
using Ivae.Methods;
using MathNet.Numerics.LinearAlgebra;

namespace Ivae.Selection;

/// <summary>
/// Axes along which the past moves latents by a sum of functions of one past latent each. Along these, and no others,
/// second derivatives of what the past says, ∂²E[z_t,k | z_{t−1}] / ∂z_{t−1,i} ∂z_{t−1,j}, vanish for i ≠ j, so that
/// one linear map makes all of them diagonal.
/// </summary>
/// <remarks>
/// Source of the angles: Cardoso and Souloumiac, "Jacobi angles for simultaneous diagonalization", SIAM Journal on
/// Matrix Analysis and Applications 17, 1996.
/// </remarks>
internal static class AdditiveAxes
{
    private const int Places = 500;
    private const int MostSweeps = 60;
    private const double Step = 0.02; // of a past latent, in its standard deviations

    /// <summary>
    /// New axes as the columns of a matrix <c>[L, L]</c>, along which latents have innovations of scale 1, and the part
    /// of the squared curvature that is left between different past latents.
    /// </summary>
    /// <param name="model">A flow whose prior reads the past by a network, and moves means alone.</param>
    /// <param name="units">Rows in the units of the model.</param>
    /// <param name="rows">Rows to look at, each with its past before it.</param>
    public static (Matrix<double> Axes, double Mixed) Of(IvaeModel model, ModelData units, int[] rows)
    {
        var (n, latents) = (model.Latents, model.Transform(units));
        var before = Matrix<double>.Build.Dense(rows.Length, n, (i, j) => latents[rows[i] - 1, j]);
        var mean = before.ColumnSums() / rows.Length;
        var covariance = before.TransposeThisAndMultiply(before) / rows.Length - mean.OuterProduct(mean);
        var values = covariance.Evd(Symmetricity.Symmetric);
        var root = Power(0.5);
        double[] steps = [.. covariance.Diagonal().Select(variance => Step * Math.Sqrt(variance))];
        double[][,] curvatures = [.. model.PriorGraph().Curvatures(units, latents, EvenRows.Of(rows, Places), steps)
            .Select(one => (root * one * root).ToArray())];
        var axes = Power(-0.5) * Diagonal(curvatures);
        return (axes * Matrix<double>.Build.DenseOfDiagonalVector(axes.ColumnNorms(2).Map(norm => 1 / norm)),
            Mixed(curvatures));

        Matrix<double> Power(double exponent) => values.EigenVectors
            * Matrix<double>.Build.DenseOfDiagonalVector(
                values.EigenValues.Map(value => Math.Pow(value.Real, exponent)))
            * values.EigenVectors.Transpose();
    }

    /// <summary>Part of the squares of matrices that lies off their diagonals; all of it of no curvature.</summary>
    private static double Mixed(double[][,] matrices)
    {
        var (all, on) = (0.0, 0.0);
        foreach (var matrix in matrices)
            for (var i = 0; i < matrix.GetLength(0); i++)
                for (var j = 0; j < matrix.GetLength(1); j++)
                    (all, on) = (all + matrix[i, j] * matrix[i, j], on + (i == j ? matrix[i, j] * matrix[i, j] : 0));
        return all > 0 ? 1 - on / all : 1;
    }

    /// <summary>The rotation after which symmetric matrices, which it turns, are as diagonal as they can be together.
    /// </summary>
    public static Matrix<double> Diagonal(double[][,] matrices)
    {
        var n = matrices[0].GetLength(0);
        var rotation = Matrix<double>.Build.DenseIdentity(n).ToArray();
        for (var (sweep, widest) = (0, 1.0); sweep < MostSweeps && widest > 1e-6; sweep++)
        {
            widest = 0;
            for (var p = 0; p < n; p++)
                for (var q = p + 1; q < n; q++)
                {
                    var (inner, cross) = (0.0, 0.0);
                    foreach (var m in matrices)
                    {
                        var (apart, off) = (m[p, p] - m[q, q], m[p, q] + m[q, p]);
                        (inner, cross) = (inner + apart * apart - off * off, cross + 2 * apart * off);
                    }

                    var angle = Math.Atan2(cross, inner + Math.Sqrt(inner * inner + cross * cross)) / 2;
                    widest = Math.Max(widest, Math.Abs(angle));
                    foreach (var m in matrices)
                    {
                        TurnColumns(m, p, q, angle);
                        TurnRows(m, p, q, angle);
                    }

                    TurnColumns(rotation, p, q, angle);
                }
        }

        return Matrix<double>.Build.DenseOfArray(rotation);
    }

    private static void TurnColumns(double[,] m, int p, int q, double angle)
    {
        var (sin, cos) = Math.SinCos(angle);
        for (var i = 0; i < m.GetLength(0); i++)
            (m[i, p], m[i, q]) = (cos * m[i, p] + sin * m[i, q], cos * m[i, q] - sin * m[i, p]);
    }

    private static void TurnRows(double[,] m, int p, int q, double angle)
    {
        var (sin, cos) = Math.SinCos(angle);
        for (var j = 0; j < m.GetLength(1); j++)
            (m[p, j], m[q, j]) = (cos * m[p, j] + sin * m[q, j], cos * m[q, j] - sin * m[p, j]);
    }
}
