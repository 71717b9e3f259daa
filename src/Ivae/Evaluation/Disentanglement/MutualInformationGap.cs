using Ivae.Numerics;

namespace Ivae.Evaluation.Disentanglement;

/// <summary>
/// MIG: the mean over factors of (I₁ − I₂)/H(v_k), I₁ and I₂ the two largest I(z_i; v_k); 1 when each factor lives in
/// one latent alone. Latents are cut into 20 bins of equal width; a factor has a level for each value, or 20 of equal
/// size when it takes more than 20. With a single latent I₂ is 0; a constant factor counts 0.
/// </summary>
/// <remarks>Source: Chen, Li, Grosse and Duvenaud 2018, equation 6; bins as in Locatello et al. 2019.</remarks>
internal static class MutualInformationGap
{
    /// <summary>The score, 0 … 1.</summary>
    /// <param name="latents">z, <c>[N, L]</c>.</param>
    /// <param name="factors">v, <c>[N, K]</c>.</param>
    /// <exception cref="ArgumentException">The numbers of rows differ, are 0, or a value is not finite.</exception>
    public static double Compute(Matrix latents, Matrix factors)
    {
        ArgumentNullException.ThrowIfNull(latents);
        ArgumentNullException.ThrowIfNull(factors);
        Correlation.Check(latents, factors);
        var levels = FactorLevels.Of(factors);
        var information = MutualInformation.OfAll(latents, levels);
        var sum = 0.0;
        for (var k = 0; k < levels.Length; k++)
        {
            var (first, second) = LargestTwo.Of(information, k);
            var entropy = MutualInformation.Entropy(levels[k]);
            sum += entropy > 0 ? (first - second) / entropy : 0;
        }

        return sum / levels.Length;
    }
}
