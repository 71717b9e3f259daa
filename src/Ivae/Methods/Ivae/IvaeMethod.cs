using Ivae.Distributions;

namespace Ivae.Methods;

/// <summary>The iVAE: a VAE whose prior depends on u.</summary>
/// <remarks>
/// Source: Khemakhem, Kingma, Monti and Hyvärinen, "Variational autoencoders and nonlinear ICA: a unifying framework",
/// AISTATS 2020.
/// </remarks>
public sealed record IvaeMethod : BoundMethod
{
    /// <summary>An iVAE.</summary>
    public IvaeMethod()
        : base(
            "ivae",
            "iVAE",
            "Identifiable up to permutation and component-wise maps when enough of the prior's variance moves with u "
                + "(Khemakhem et al. 2020, Theorems 1–3).") =>
        NeedsAuxiliary = true;

    /// <summary>
    /// Whether training starts from the latents of a brief flow, where one can be fitted: to continuous data, with at
    /// most as many latents as columns. Otherwise it starts from principal components. <see langword="null"/> takes the
    /// flow unless columns are very many, there are no linear maps, or the covariance is diagonal, whose bound prefers
    /// another place.
    /// </summary>
    public bool? StartsFromFlow { get; init; }

    /// <summary>Whether a fit starts so.</summary>
    /// <param name="options">Its options without open choices.</param>
    /// <param name="observed">D.</param>
    internal bool StartsWithFlow(IvaeOptions options, int observed) =>
        options.Likelihood.Family == LikelihoodFamily.Gaussian && options.LatentDimension <= observed
        && (StartsFromFlow ?? (LinearPath && Posterior.Covariance == PosteriorCovariance.Full
            && observed <= MethodDecisions.MaxFlowColumns));

    /// <summary>The options of the flow whose latents training starts from.</summary>
    /// <param name="options">Options of the iVAE without open choices.</param>
    internal static IvaeOptions StartingFlow(IvaeOptions options) => options with
    {
        Method = new FlowMethod(),
        Training = options.Training.Part(MethodDecisions.StartingFlowShare) with { Restarts = null },
    };

    /// <summary>The options of the iVAE that goes on from there; what was set stays.</summary>
    /// <param name="options">Options of the iVAE without open choices.</param>
    internal IvaeOptions FromFlow(IvaeOptions options) => options with
    {
        Method = this with
        {
            ImportanceSamples = ImportanceSamples ?? MethodDecisions.BoundDraws,
            Posterior = Posterior with { SeparateNetworks = Posterior.SeparateNetworks ?? true },
        },
    };
}
