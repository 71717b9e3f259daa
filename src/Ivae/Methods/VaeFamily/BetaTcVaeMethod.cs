using Ivae.Autodiff;
using Ivae.Distributions;

namespace Ivae.Methods;

/// <summary>
/// β-TC-VAE: E_q[log p(x | z)] − α I(x; z) − β TC(z) − γ Σ_d KL(q(z_d) ‖ p(z_d)), the terms at samples z ~ q with
/// log q(z) from the batch.
/// </summary>
/// <remarks>
/// Source: Chen, Li, Grosse and Duvenaud 2018, equation 4, with β as for their dSprites. α = β = γ = 1 is the VAE. The
/// posterior is diagonal.
/// </remarks>
public sealed record BetaTcVaeMethod : VaeObjectiveMethod
{
    /// <summary>A β-TC-VAE.</summary>
    public BetaTcVaeMethod()
        : base("beta-tc-vae", "β-TC-VAE", Unidentifiable)
    {
    }

    /// <summary>α ≥ 0, of the mutual information of x and z.</summary>
    public double Alpha { get; init; } = 1;

    /// <summary>β ≥ 0, of the total correlation of z.</summary>
    public double Beta { get; init; } = 6;

    /// <summary>γ ≥ 0, of the divergence latent by latent.</summary>
    public double Gamma { get; init; } = 1;

    /// <summary>
    /// How log q(z) is estimated; the paper used the weighted estimator, about whose bias see
    /// <see cref="AggregateEstimator"/>.
    /// </summary>
    public AggregateEstimator Estimator { get; init; } = AggregateEstimator.Stratified;

    private protected override bool NeedsDiagonal => true;

    /// <inheritdoc/>
    protected override Variable<T> Objective<T>(VaeTerms<T> terms)
    {
        var (mutualInformation, totalCorrelation, dimensionWiseKl) = terms.Decomposed(Estimator);
        return 1 * terms.LogLikelihood - Alpha * mutualInformation - Beta * totalCorrelation - Gamma * dimensionWiseKl;
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Problems() => Negative(("alpha", Alpha), ("beta", Beta), ("gamma", Gamma));
}
