using System.Numerics;
using Ivae.Autodiff;
using Ivae.Distributions;

namespace Ivae.Methods;

/// <summary>
/// a log p(x | z) − b [log q(z | x, u) − log q(z)] − c [log q(z) − Σ_d log q(z_d)] − d [Σ_d log q(z_d) − log p(z | u)] at z ~ q(z | x, u): the evidence lower bound
/// in four parts, of which the second estimates mutual information, the third total correlation and the fourth the divergence latent by latent.
/// </summary>
internal sealed class TotalCorrelationGraph<T> : IvaeGraph<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public TotalCorrelationGraph(IvaeNetwork<T> network, double a, double b, double c, double d, AggregateEstimator estimator)
        : base(network)
    {
        var (aggregate, marginals) = Aggregate(Latents, estimator);
        MutualInformation = Posterior.LogDensityOfSample(Noise) - aggregate;
        TotalCorrelation = aggregate - marginals;
        var dimensions = marginals - Prior.LogDensity(Latents);
        UseObjective(a * LogLikelihood - b * MutualInformation - c * TotalCorrelation - d * dimensions);
    }

    /// <summary>log q(z | x, u) − log q(z) <c>[B, 1]</c>.</summary>
    public Variable<T> MutualInformation { get; }

    /// <summary>log q(z) − Σ_d log q(z_d) <c>[B, 1]</c>.</summary>
    public Variable<T> TotalCorrelation { get; }
}
