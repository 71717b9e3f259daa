using System.Numerics;
using Ivae.Autodiff;
using Ivae.Distributions;

namespace Ivae.Models;

/// <summary>The evidence lower bound of an iVAE.</summary>
/// <remarks>Khemakhem, Kingma, Monti and Hyvärinen 2020, equation 8, with the expectation of log p(z | u) − log q(z | x, u) in closed form where there is one.</remarks>
internal sealed class IvaeGraph<T> : ModelGraph<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Variable<T>? logWeight;

    /// <summary>Records the objective.</summary>
    /// <param name="network">The model.</param>
    /// <param name="importance">Whether to record the log importance weight too, which only evaluation needs.</param>
    public IvaeGraph(IvaeNetwork<T> network, bool importance = false)
        : base(network)
    {
        Posterior = network.Posterior.Given(Observed, EncoderContext, network.Likelihood.LogNoise(Tape));
        Latents = Posterior.Sample(Noise);
        Decoded = network.Likelihood.Decode(Latents);

        LogLikelihood = network.Likelihood.LogDensity(Observed, Decoded);
        ExpectedLogPrior = Prior.ExpectedLogDensity(Posterior, Latents);
        Entropy = Posterior.Entropy;
        Elbo = LogLikelihood + ExpectedLogPrior + Entropy;
        Loss = -Elbo.Average();
        SlabRows = Tape.SlabRows;
        if (importance)
            logWeight = LogLikelihood + Prior.LogDensity(Latents) - Posterior.LogDensityOfSample(Noise);
    }

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

    public override Variable<T> Loss { get; }

    public override Variable<T> Mean => Posterior.Mean;

    public override Variable<T>? Variance => Posterior.Variance;

    public override Variable<T> Bound => Elbo;

    public override Variable<T> LogWeight => logWeight ?? throw new InvalidOperationException("The graph was recorded without importance weights.");

    public override int SlabRows { get; }

    public override IReadOnlyList<(string Name, Variable<T> Value)> Terms =>
        [("log p(x|z)", LogLikelihood), ("log p(z|u)", ExpectedLogPrior), ("entropy of q(z|x,u)", Entropy)];
}
