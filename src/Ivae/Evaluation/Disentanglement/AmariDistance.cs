using Ivae.Numerics;

namespace Ivae.Evaluation.Disentanglement;

/// <summary>
/// The Amari distance of a product P = W·A of estimated unmixing and true mixing from a scaled permutation:
/// [Σ_i (Σ_j |p_ij| / max_j |p_ij| − 1) + Σ_j (Σ_i |p_ij| / max_i |p_ij| − 1)] / (2n(n − 1)). 0 is perfect, 1 when all
/// entries are equal.
/// </summary>
/// <remarks>Source: Amari, Cichocki and Yang 1996, equation 20; normalised as in Bach and Jordan 2002.</remarks>
internal static class AmariDistance
{
    /// <summary>
    /// The distance of a square matrix <c>[n, n]</c>, 0 … 1; 0 for n = 1. A row or column of zeros counts as if all its
    /// entries were equal.
    /// </summary>
    /// <exception cref="ArgumentException">The matrix is not square or is empty.</exception>
    public static double Compute(double[,] product)
    {
        ArgumentNullException.ThrowIfNull(product);
        var n = product.GetLength(0);
        if (n == 0 || product.GetLength(1) != n)
            throw new ArgumentException(
                $"a [{n}, {product.GetLength(1)}] matrix has no Amari distance; it must be square.", nameof(product));
        if (n == 1)
            return 0;
        var sum = 0.0;
        for (var i = 0; i < n; i++)
            sum += Excess([.. Enumerable.Range(0, n).Select(j => Math.Abs(product[i, j]))])
                + Excess([.. Enumerable.Range(0, n).Select(j => Math.Abs(product[j, i]))]);
        return sum / (2 * n * (n - 1));
    }

    /// <summary>
    /// The distance for latents of sources: P is the least-squares map from the standardised sources <c>[N, n]</c> to
    /// the standardised latents <c>[N, n]</c>.
    /// </summary>
    public static double Compute(Matrix latents, Matrix sources)
    {
        ArgumentNullException.ThrowIfNull(latents);
        ArgumentNullException.ThrowIfNull(sources);
        Correlation.Check(latents, sources);
        return Compute(LinearMap.Coefficients(sources, latents));
    }

    private static double Excess(double[] line) =>
        line.Max() is > 0 and var largest ? line.Sum() / largest - 1 : line.Length - 1;
}
