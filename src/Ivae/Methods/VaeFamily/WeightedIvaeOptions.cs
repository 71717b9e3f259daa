using Ivae.Distributions;

namespace Ivae.Methods;

/// <summary>
/// The objective of the published iVAE code: a log p(x | z) − b [log q(z | x, u) − log q(z)] − c [log q(z) − Σ_d log q(z_d)] − d [Σ_d log q(z_d) − log p(z | u)].
/// </summary>
/// <remarks>
/// Source: the authors' code of Khemakhem, Kingma, Monti and Hyvärinen 2020, whose weights for the iVAE are the defaults here. It is the bound of the paper's equation 8 only when a = b = c = d.
/// The posterior is diagonal.
/// </remarks>
public sealed record WeightedIvaeOptions : VaeObjective
{
    /// <summary>a ≥ 0, of the log-likelihood.</summary>
    public double A { get; init; } = 100;

    /// <summary>b ≥ 0, of the mutual information.</summary>
    public double B { get; init; } = 1;

    /// <summary>c ≥ 0, of the total correlation.</summary>
    public double C { get; init; }

    /// <summary>d ≥ 0, of the divergence latent by latent.</summary>
    public double D { get; init; } = 10;

    /// <summary>How log q(z) is estimated.</summary>
    public AggregateEstimator Estimator { get; init; } = AggregateEstimator.Weighted;

    internal override bool NeedsDiagonal => true;

    internal override bool IsBound => A == B && B == C && C == D;

    internal override IvaeGraph<T> Record<T>(IvaeNetwork<T> network) => new TotalCorrelationGraph<T>(network, A, B, C, D, Estimator);

    internal override IEnumerable<string> Problems() => Negative("weighted_ivae", ("a", A), ("b", B), ("c", C), ("d", D));
}
