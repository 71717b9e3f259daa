using System.Numerics;
using Ivae.Distributions;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>
/// FactorVAE: the evidence lower bound − γ TC(z), TC(z) ≈ E_q[D(z)] with D the logit of a network that distinguishes z
/// ~ q(z) from z whose columns were permuted over the batch. It learns one step per step, by Adam with β = (.5, .9).
/// </summary>
/// <remarks>
/// Source: Kim and Mnih 2018, algorithm 1 and supplement A; here both kinds of z are of one batch. Held-out rows are
/// scored with TC by stratified sampling, which does not move as the network learns, so that the posterior is diagonal.
/// </remarks>
public sealed record FactorVaeMethod : VaeFamilyMethod
{
    private const int PublishedWidth = 1000;
    private const double PublishedRate = 1e-4;

    /// <summary>A FactorVAE.</summary>
    public FactorVaeMethod()
        : base("factor-vae", "FactorVAE", Unidentifiable) => ObjectiveName = "FactorVAE objective";

    /// <summary>γ ≥ 0.</summary>
    public double Gamma { get; init; } = 10;

    /// <summary>Hidden layers of the discriminator, at least 1; 6 as published.</summary>
    public int Layers { get; init; } = MethodDecisions.DiscriminatorLayers;

    /// <summary>
    /// Units of each, at least 1; 1000 as published. <see langword="null"/> takes 16 for each latent, at least 64 and
    /// at most 1000.
    /// </summary>
    public int? Width { get; init; }

    /// <summary>
    /// Learning rate of the discriminator; <see langword="null"/> takes the published .0001 at width 1000, and more in
    /// proportion to how much narrower it is.
    /// </summary>
    public double? LearningRate { get; init; }

    internal override bool MaximisesBound => false;

    private protected override bool NeedsDiagonal => true;

    internal override ModelGraph<T> Record<T>(IvaeNetwork<T> network) => new FactorVaeGraph<T>(network, this);

    internal override IvaeOptions Resolve(IvaeOptions options, int observed)
    {
        var resolved = base.Resolve(options, observed);
        var width = Width ?? Math.Clamp(MethodDecisions.DiscriminatorUnits * resolved.LatentDimension!.Value,
            MethodDecisions.MinDiscriminatorWidth, PublishedWidth);
        return resolved with
        {
            Method = (FactorVaeMethod)resolved.Method with
            {
                Width = width,
                LearningRate = LearningRate ?? PublishedRate * PublishedWidth / width,
            },
        };
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Problems()
    {
        foreach (var problem in Negative(("gamma", Gamma)))
            yield return problem;
        IEnumerable<string> ranges =
        [
            .. Limits.Whole("layers", Layers, 1, Limits.Layers), .. Limits.Whole("width", Width, 1, Limits.Width),
            .. LearningRate is { } rate ? Limits.Positive("learning_rate", rate, Limits.Rate) : [],
        ];
        foreach (var problem in ranges)
            yield return problem;
    }
}

/// <summary>The objective of a FactorVAE.</summary>
internal sealed class FactorVaeGraph<T> : IvaeGraph<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public FactorVaeGraph(IvaeNetwork<T> network, FactorVaeMethod options)
        : base(network)
    {
        Discriminator = new Discriminator<T>(
            network.Latents, options, new Numerics.RandomStream(network.Options.Seed).Split("discriminator"));
        var (aggregate, marginals) = Aggregate(Latents, AggregateEstimator.Stratified);
        UseObjective(
            Elbo - options.Gamma * Discriminator.LogRatio(Latents), Elbo - options.Gamma * (aggregate - marginals));
    }

    public Discriminator<T> Discriminator { get; }

    public override void AfterGradient() => Discriminator.Learn(Latents);

    public override void Exchange(StateArchive state) => Discriminator.Exchange(state);
}
