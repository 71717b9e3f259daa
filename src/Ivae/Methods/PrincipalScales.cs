using Ivae.Numerics;
using MathNet.Numerics.LinearAlgebra;
using Matrix = Ivae.Numerics.Matrix;

namespace Ivae.Methods;

/// <summary>Scales of a prior that follow the principal components of the data.</summary>
internal static class PrincipalScales
{
    private const double MinVariance = 1e-4;

    /// <summary>
    /// √(λ_i / mean λ) <c>[L]</c> of the first L eigenvalues of the correlation matrix, largest first; latents beyond
    /// the columns share the smallest.
    /// </summary>
    /// <param name="observed">x <c>[N, D]</c>, in any units.</param>
    /// <param name="latents">L.</param>
    public static double[] Of(Matrix observed, int latents)
    {
        // ascending
        var eigenvalues = Matrix<double>.Build.DenseOfArray(Correlation.Pearson(observed, observed))
            .Evd(Symmetricity.Symmetric).EigenValues;
        double[] variances = [.. Enumerable.Range(0, latents)
            .Select(i => Math.Max(eigenvalues[Math.Max(eigenvalues.Count - 1 - i, 0)].Real, MinVariance))];
        return [.. variances.Select(variance => Math.Sqrt(variance / variances.Average()))];
    }
}
