using Ivae.Numerics;

namespace Ivae.Evaluation.Disentanglement;

/// <summary>
/// Modularity: whether each latent tells about one factor only. With m = I(z_i; v_k) and θ_i its largest entry over k,
/// latent i has 1 − Σ_{k ≠ best} m_ik² / (θ_i² (K − 1)); the score is the mean over latents that tell anything.
/// Information as in <see cref="MutualInformationGap"/>.
/// </summary>
/// <remarks>Source: Ridgeway and Mozer 2018, equation 2.</remarks>
internal static class Modularity
{
    /// <summary>The score, 0 … 1; 1 with a single factor, 0 when no latent tells anything.</summary>
    /// <param name="latents">z, <c>[N, L]</c>.</param>
    /// <param name="factors">v, <c>[N, K]</c>.</param>
    /// <exception cref="ArgumentException">The numbers of rows differ, are 0, or a value is not finite.</exception>
    public static double Compute(Matrix latents, Matrix factors)
    {
        ArgumentNullException.ThrowIfNull(latents);
        ArgumentNullException.ThrowIfNull(factors);
        Correlation.Check(latents, factors);
        return FromInformation(MutualInformation.OfAll(latents, FactorLevels.Of(factors)));
    }

    /// <summary>The score of a matrix of information <c>[L, K]</c>.</summary>
    internal static double FromInformation(double[,] information)
    {
        var (latents, factors) = (information.GetLength(0), information.GetLength(1));
        var scores = new List<double>();
        for (var i = 0; i < latents; i++)
        {
            var squares = Enumerable.Range(0, factors).Select(k => information[i, k] * information[i, k]).ToArray();
            var largest = squares.Max();
            if (largest > 0)
                scores.Add(factors == 1 ? 1 : 1 - (squares.Sum() - largest) / (largest * (factors - 1)));
        }

        return scores.DefaultIfEmpty(0).Average();
    }
}
