using System.Numerics;
using Ivae.Autodiff;
using Ivae.Distributions;

namespace Ivae.Methods;

/// <summary>
/// The parts that objectives of the VAE's family are made of, for a batch of B rows at z ~ q(z | x, u); each is
/// <c>[B, 1]</c> and in nats unless said otherwise.
/// </summary>
public sealed class VaeTerms<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly IvaeGraph<T> graph;

    internal VaeTerms(IvaeGraph<T> graph) => this.graph = graph;

    /// <summary>log p(x | z), the reconstruction term.</summary>
    public Variable<T> LogLikelihood => graph.LogLikelihood;

    /// <summary>KL(q(z | x, u) ‖ p(z | u)), in closed form where there is one.</summary>
    public Variable<T> Divergence => graph.Divergence();

    /// <summary>The evidence lower bound: log p(x | z) − KL(q(z | x, u) ‖ p(z | u)).</summary>
    public Variable<T> Elbo => graph.Elbo;

    /// <summary>z <c>[B, L]</c>, drawn from the posterior.</summary>
    public Variable<T> Latents => graph.Latents;

    /// <summary>Mean of the posterior <c>[B, L]</c>.</summary>
    public Variable<T> PosteriorMean => graph.Posterior.Mean;

    /// <summary>Marginal variances of the posterior <c>[B, L]</c>.</summary>
    public Variable<T> PosteriorVariance => graph.Posterior.Variance;

    /// <summary>A number <c>[1, 1]</c> that changes with the fraction of training done, 0 … 1.</summary>
    public Variable<T> Scheduled(Func<double, double> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var one = graph.Tape.Input(1);
        one.Resize(1);
        one.Value[0] = T.One;
        return one.Times(() => value(graph.Progress));
    }

    /// <summary>
    /// The divergence in three parts, of a diagonal posterior: log q(z | x, u) − log q(z), whose mean is the mutual
    /// information of x and z; log q(z) − Σ_d log q(z_d), the total correlation; Σ_d log q(z_d) − log p(z | u), the
    /// divergence latent by latent.
    /// </summary>
    /// <param name="estimator">How log q(z) is estimated from the batch.</param>
    /// <remarks>Source: Chen, Li, Grosse and Duvenaud 2018, equation 2.</remarks>
    public (Variable<T> MutualInformation, Variable<T> TotalCorrelation, Variable<T> DimensionWiseKl) Decomposed(
        AggregateEstimator estimator)
    {
        var (aggregate, marginals) = graph.Aggregate(Latents, estimator);
        return (
            graph.Posterior.LogDensityOfSample(graph.Noise) - aggregate,
            aggregate - marginals,
            marginals - graph.Prior.LogDensity(Latents));
    }
}
