using Ivae.Distributions;
using Ivae.Methods;

namespace Ivae.Identifiability;

/// <summary>
/// What a prior identifies: the theorem about sufficient statistics T of its kind, or about densities of free shape.
/// </summary>
/// <remarks>
/// Sources: Khemakhem, Kingma, Monti and Hyvärinen 2020, Theorems 1–3 and Proposition 1; Hyvärinen, Sasaki and Turner,
/// "Nonlinear ICA using auxiliary variables and generalized contrastive learning", AISTATS 2019, Theorem 1; Lachapelle
/// et al., "Disentanglement via mechanism sparsity regularization", CLeaR 2022; of known targets also Liang et al.,
/// "Causal component analysis", NeurIPS 2023.
/// </remarks>
/// <param name="Statistics">T of one latent, in writing; none of a free shape.</param>
/// <param name="Count">k, the number of statistics of one latent, or of derivatives: nk + 1 values of u are
/// needed.</param>
/// <param name="Class">What is left undetermined at best.</param>
/// <param name="Theorem">The result that says so.</param>
internal sealed record PriorTheorem(string? Statistics, int Count, EquivalenceClass Class, string Theorem)
{
    /// <summary>
    /// The theorem without u, on latents that are not normal of a linear mixing: Comon, "Independent component
    /// analysis, a new concept?", Signal Processing 36, 1994, Theorem 11.
    /// </summary>
    public static readonly PriorTheorem OfLinearIca =
        new(null, 0, EquivalenceClass.Permutation, "Theorem 11 of Comon 1994");

    /// <summary>
    /// The theorem about a prior whose mask determines the latents: each follows parts of u of its own, which it is
    /// enough that means do.
    /// </summary>
    public static PriorTheorem OfTargets(PriorFamily family, Modulation modulates) => new(
        family.Statistics(modulates)?.Text, 1, EquivalenceClass.Permutation,
        "the graph criterion of Lachapelle et al. 2022");

    /// <summary>
    /// The theorem about latents that follow from those before: Yao, Chen and Zhang, "Temporally disentangled
    /// representation learning", NeurIPS 2022, Theorem 1, of which Hyvärinen and Morioka 2017 is the case that each
    /// latent follows from itself, and Song et al. 2023 that of hidden regimes.
    /// </summary>
    public static readonly PriorTheorem OfTransitions =
        new(null, 0, EquivalenceClass.Permutation, "Theorem 1 of Yao, Chen and Zhang 2022");

    private static readonly PriorTheorem OfFreeShape =
        new(null, 2, EquivalenceClass.Permutation, "Theorem 1 of Hyvärinen, Sasaki and Turner 2019");

    /// <summary>
    /// The theorem about a prior; none where it is of a family that is no exponential family in what moves.
    /// </summary>
    public static PriorTheorem? Of(PriorFamily family, Modulation modulates, bool isFreeShape) =>
        isFreeShape ? OfFreeShape : family.Statistics(modulates) switch
        {
            null => null,
            { Count: > 1 } two => new(two.Text, two.Count, EquivalenceClass.Permutation, "Theorem 2"),
            { IsMonotone: false } one => new(one.Text, one.Count, EquivalenceClass.Permutation, "Theorem 3"),
            var monotone => new(monotone.Text, monotone.Count, EquivalenceClass.LinearMap, "Theorem 1"),
        };
}
