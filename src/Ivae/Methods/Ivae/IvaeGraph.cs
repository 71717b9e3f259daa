using System.Numerics;
using Ivae.Autodiff;
using Ivae.Distributions;

namespace Ivae.Methods;

/// <summary>The evidence lower bound of an iVAE.</summary>
/// <remarks>Khemakhem, Kingma, Monti and Hyvärinen 2020, equation 8, with the expectation of log p(z | u) − log q(z |
/// x, u) in closed form where there is one.</remarks>
internal class IvaeGraph<T> : ModelGraph<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Variable<T>? logWeight;
    private Variable<T> loss;
    private bool comparesRows;
    private Variable<T> criterion;

    /// <summary>Records the objective.</summary>
    /// <param name="network">The model.</param>
    /// <param name="importance">Whether to record the log importance weight too, which only evaluation needs.</param>
    /// <param name="withoutPrior">Whether a posterior that is a product is left without its prior: what x says where
    /// there is no u.</param>
    public IvaeGraph(IvaeNetwork<T> network, bool importance = false, bool withoutPrior = false)
        : base(network)
    {
        Posterior = network.Posterior!.Given(EncoderObserved, EncoderContext, network.Likelihood.LogNoise(Tape));
        if (network.Method.HasProductPosterior && !withoutPrior)
            Posterior = Posterior.ProductWithPrior(Prior);
        Latents = Posterior.Sample(Noise);
        Decoded = network.Likelihood.Decode(Latents);

        LogLikelihood = network.Likelihood.LogDensity(Observed, AtExposure(Decoded));
        ExpectedLogPrior = Prior.ExpectedLogDensity(Posterior, Latents);
        Entropy = Posterior.Entropy;
        Elbo = LogLikelihood + ExpectedLogPrior + Entropy;
        (criterion, loss) = (Elbo, -Elbo.Average());
        if (importance)
            logWeight = LogLikelihood + Prior.LogDensity(Latents) - Posterior.LogDensityOfSample(Noise);
    }

    /// <summary>What the encoder gives, or that times the prior.</summary>
    public GaussianPosterior<T> Posterior { get; }

    /// <summary>z <c>[B, L]</c>, drawn from the posterior.</summary>
    public Variable<T> Latents { get; }

    /// <summary>f(z) <c>[B, D]</c>.</summary>
    public Variable<T> Decoded { get; }

    public Variable<T> LogLikelihood { get; }

    public Variable<T> ExpectedLogPrior { get; }

    public Variable<T> Entropy { get; }

    /// <summary>The bound of each row <c>[B, 1]</c>, in nats.</summary>
    public Variable<T> Elbo { get; }

    public sealed override Variable<T> Loss => loss;

    public sealed override Variable<T> ValidationScore => criterion;

    public override Variable<T> Mean => Posterior.Mean;

    public override Variable<T>? Variance => Posterior.Variance;

    public override Variable<T> Bound => Elbo;

    public override Variable<T> LogWeight =>
        logWeight ?? throw new InvalidOperationException("The graph was recorded without importance weights.");

    /// <inheritdoc/>
    public override int SlabRows => comparesRows ? int.MaxValue : Tape.SlabRows;

    public override IReadOnlyList<(string Name, Variable<T> Value)> Terms =>
        [("log p(x|z)", LogLikelihood), ("log p(z|u)", ExpectedLogPrior), ("entropy of q(z|x,u)", Entropy)];

    /// <summary>KL(q(z | x, u) ‖ p(z | u)) <c>[B, 1]</c>, in closed form where there is one.</summary>
    internal Variable<T> Divergence() => -(ExpectedLogPrior + Entropy);

    /// <summary>
    /// log q(z) and Σ_d log q(z_d), each <c>[B, 1]</c>, of the aggregate of the batch's posteriors, which must be
    /// diagonal.
    /// </summary>
    internal (Variable<T> Joint, Variable<T> Marginals) Aggregate(Variable<T> z, AggregateEstimator estimator)
    {
        if (!Posterior.IsDiagonal)
            throw new InvalidOperationException("The densities of an aggregate posterior need a diagonal covariance.");
        var both = Tape.Record(
            new AggregateLogDensity<T>(z, Posterior.Mean, Posterior.LogDiagonal, estimator, () => Population));
        return (both.Slice(0, 1), both.Slice(1, 1));
    }

    /// <summary>Puts another objective <c>[B, 1]</c> in the place of the bound.</summary>
    /// <param name="objective">What training raises.</param>
    /// <param name="score">What held-out rows are scored by, where that is something else.</param>
    /// <param name="comparesRows">Whether it may compare the rows of a batch with each other.</param>
    protected void UseObjective(Variable<T> objective, Variable<T>? score = null, bool comparesRows = true)
    {
        (criterion, loss) = (score ?? objective, -objective.Average());
        this.comparesRows = comparesRows;
    }
}
