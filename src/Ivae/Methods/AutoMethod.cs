using Ivae.Distributions;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>
/// Chooses: the flow when latents are at most as many as columns, all continuous, and nothing was asked of the iVAE
/// that a flow has not; of many columns it takes principal components. Exact likelihood then needs no approximate
/// posterior and gets closer to the sources in less time. Otherwise it takes the iVAE; so does the estimator where the
/// latents of a flow leave much of x to noise, unless it is one of principal components.
/// </summary>
public sealed record AutoMethod : Method
{
    /// <summary>A method that chooses between a flow and an iVAE with the given options.</summary>
    public AutoMethod()
        : base("auto", "automatic choice", "That of the method it takes.") => NeedsAuxiliary = true;

    /// <summary>The one with default options.</summary>
    internal static AutoMethod Automatic { get; } = new();

    /// <summary>The flow it may choose.</summary>
    public FlowMethod Flow { get; init; } = new();

    /// <summary>The iVAE it may choose.</summary>
    public IvaeMethod Ivae { get; init; } = new();

    internal override IvaeOptions Resolve(IvaeOptions options, int observed) =>
        options.LatentDimension is not null || observed <= MethodDecisions.MaxFlowColumns
            ? Choice(options, observed).Resolve(options, observed)
            : throw new ArgumentException($"latent_dimension is open, and {observed} observed columns would have as "
                + "many latents; give their number, usually 2 to 20, or compare several.", nameof(options));

    /// <summary>What it chooses before it has seen data.</summary>
    private Method Choice(IvaeOptions options, int observed)
    {
        var latents = options.LatentDimension ?? observed;
        var asksForIvae = Ivae.ImportanceSamples is not null
            || Ivae.Posterior.Covariance != PosteriorCovariance.Full
            || Ivae.Posterior is not { Rank: null, ReadsAuxiliary: not true };
        var suitsFlow = latents <= Math.Min(observed, MethodDecisions.MaxFlowColumns)
            && options.Likelihood.Family == LikelihoodFamily.Gaussian;
        return (suitsFlow && !asksForIvae) || options.Prior.ReadsOrder ? Flow : Ivae;
    }

    /// <summary>The one of the two that is of the kind of a given method, with the options it was given here.</summary>
    internal Method ChoiceLike(Method chosen) => chosen is FlowMethod flow
        ? Flow with { Layers = flow.Layers, Network = flow.Network }
        : Ivae;

    /// <summary>
    /// Options for data with noise that cannot be neglected, which an iVAE that starts from a flow is fitted to; what
    /// was set stays.
    /// </summary>
    internal IvaeOptions ForNoise(IvaeOptions options) => options with
    {
        Method = Ivae with
        {
            Posterior = Ivae.Posterior with { ReadsAuxiliary = Ivae.Posterior.ReadsAuxiliary ?? true },
            ImportanceSamples = Ivae.ImportanceSamples ?? MethodDecisions.NoiseDraws,
        },
        Likelihood = ForNoise(options.Likelihood),
    };

    /// <summary>
    /// Options for data of which the latents of a flow leave much more, which an iVAE that starts from linear ICA is
    /// fitted to; what was set stays.
    /// </summary>
    internal IvaeOptions FromLinear(IvaeOptions options) => options with
    {
        Method = Ivae with { StartsFromFlow = Ivae.StartsFromFlow ?? false },
        Prior = options.Prior with { FreeShape = true },
        Likelihood = ForNoise(options.Likelihood),
    };

    private static LikelihoodOptions ForNoise(LikelihoodOptions asked) =>
        asked.Noise != NoiseVariance.Learned ? asked : asked with { Noise = NoiseVariance.LearnedPerColumn };

    internal override IEnumerable<string> Problems(IvaeOptions options, string key) =>
        [.. Flow.OwnProblems(options.LatentDimension, $"{key}.flow"), .. Ivae.OwnProblems($"{key}.ivae")];

    internal override LatentModel Create(ModelDescription description, LinearStart start, RandomStream stream) =>
        throw new InvalidOperationException("\"auto\" makes no models; resolve the options first.");
}
