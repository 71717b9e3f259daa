using Ivae.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Ivae.Methods.Linear;

/// <summary>Principal components of variance 1.</summary>
/// <remarks>Source: Hotelling, "Analysis of a complex of statistical variables into principal components", J. Educ.
/// Psychol. 24, 1933.</remarks>
internal static class PrincipalComponents
{
    // Share of the largest variance below which a direction is rounding.
    private const double Flat = 1e-9;

    /// <summary>
    /// The L directions of most variance, in falling order, each scaled to variance 1 and its largest weight positive;
    /// dead directions give columns of 0.
    /// </summary>
    /// <param name="x">Rows <c>[N, D]</c>, N at least 2.</param>
    /// <param name="latents">L, 1 to D.</param>
    /// <exception cref="ArgumentException">L or N is out of range.</exception>
    public static LinearUnmixing Fit(Matrix x, int latents)
    {
        ArgumentNullException.ThrowIfNull(x);
        var d = x.Columns;
        if (latents < 1 || latents > d)
            throw new ArgumentException($"{latents} components of {d} columns; give 1 to {d}.", nameof(latents));
        if (x.Rows < 2)
            throw new ArgumentException($"{x.Rows} rows; components need at least 2.", nameof(x));
        var center = new double[d];
        for (var i = 0; i < x.Values.Length; i++)
            center[i % d] += x.Values[i] / (double)x.Rows;
        var eigen = Covariance(x, center).Evd(Symmetricity.Symmetric);
        var matrix = new double[d * latents];
        for (var j = 0; j < latents; j++)
        {
            var variance = eigen.EigenValues[d - 1 - j].Real; // MathNet sorts by rising eigenvalue
            if (!(variance > Flat * eigen.EigenValues[d - 1].Real))
                continue;
            var direction = eigen.EigenVectors.Column(d - 1 - j);
            direction *= Math.Sign(direction[direction.AbsoluteMaximumIndex()]) / Math.Sqrt(variance);
            for (var i = 0; i < d; i++)
                matrix[i * latents + j] = direction[i];
        }

        return new LinearUnmixing(center, matrix);
    }

    private static Matrix<double> Covariance(Matrix x, double[] center)
    {
        var d = center.Length;
        var covariance = Matrix<double>.Build.Dense(d, d);
        for (var row = 0; row < x.Rows; row++)
            for (var i = 0; i < d; i++)
                for (var j = 0; j <= i; j++)
                    covariance[i, j] += (x[row, i] - center[i]) * (x[row, j] - center[j]) / x.Rows;
        return covariance + covariance.StrictlyLowerTriangle().Transpose();
    }
}
