using Ivae.Distributions;
using Ivae.Methods;

namespace Ivae.Identifiability;

/// <summary>What the sufficient statistics T of a prior identify: the theorem about statistics of their kind.</summary>
/// <remarks>Source: Khemakhem, Kingma, Monti and Hyvärinen 2020, Theorems 1–3 and Proposition 1.</remarks>
/// <param name="Statistics">T of one latent, in writing.</param>
/// <param name="Count">k, the number of statistics of one latent.</param>
/// <param name="Class">What is left undetermined at best.</param>
/// <param name="Theorem">The result that says so.</param>
internal sealed record ExponentialFamily(string Statistics, int Count, EquivalenceClass Class, string Theorem)
{
    /// <summary>What a prior identifies; none where it is no exponential family in what moves.</summary>
    public static ExponentialFamily? Of(PriorFamily family, Modulation modulates) => family.Statistics(modulates) switch
    {
        null => null,
        { Count: > 1 } two => new(two.Text, two.Count, EquivalenceClass.Permutation, "Theorem 2"),
        { IsMonotone: false } one => new(one.Text, one.Count, EquivalenceClass.Permutation, "Theorem 3"),
        var monotone => new(monotone.Text, monotone.Count, EquivalenceClass.LinearMap, "Theorem 1"),
    };
}
