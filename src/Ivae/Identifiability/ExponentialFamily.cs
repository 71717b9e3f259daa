using Ivae.Distributions;
using Ivae.Methods;

namespace Ivae.Identifiability;

/// <summary>A row of the table of priors: the sufficient statistics T that move with u, and what they identify.</summary>
/// <remarks>Source: Khemakhem, Kingma, Monti and Hyvärinen 2020, Theorems 1–3 and Proposition 1.</remarks>
/// <param name="Family">Family of each latent.</param>
/// <param name="Modulates">What of it moves.</param>
/// <param name="Statistics">T of one latent, in writing.</param>
/// <param name="Count">k, the number of statistics of one latent.</param>
/// <param name="Class">What is left undetermined at best.</param>
/// <param name="Theorem">The result that says so.</param>
internal sealed record ExponentialFamily(PriorFamily Family, Modulation Modulates, string Statistics, int Count, EquivalenceClass Class, string Theorem)
{
    private static readonly ExponentialFamily[] All =
    [
        new(PriorFamily.Gaussian, Modulation.Scale, "z²", 1, EquivalenceClass.Permutation, "Theorem 3"),
        new(PriorFamily.Gaussian, Modulation.MeanAndScale, "z, z²", 2, EquivalenceClass.Permutation, "Theorem 2"),
        new(PriorFamily.Gaussian, Modulation.Mean, "z", 1, EquivalenceClass.LinearMap, "Theorem 1"),
        new(PriorFamily.Laplace, Modulation.Scale, "|z|", 1, EquivalenceClass.Permutation, "Theorem 3"),
    ];

    /// <summary>The row of a prior; none where the prior is no exponential family in what moves.</summary>
    public static ExponentialFamily? Of(PriorFamily family, Modulation modulates) => All.FirstOrDefault(row => row.Family == family && row.Modulates == modulates);
}
