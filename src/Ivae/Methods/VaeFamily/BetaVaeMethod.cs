using Ivae.Autodiff;

namespace Ivae.Methods;

/// <summary>β-VAE: E_q[log p(x | z)] − β KL(q(z | x) ‖ p(z)).</summary>
/// <remarks>
/// Source: Higgins et al. 2017, equation 4. It does not change when z is rotated, under an isotropic Gaussian prior
/// (Mathieu et al. 2019, theorem 1).
/// </remarks>
public sealed record BetaVaeMethod : VaeObjectiveMethod
{
    /// <summary>A β-VAE.</summary>
    public BetaVaeMethod()
        : base("beta-vae", "β-VAE", Unidentifiable)
    {
    }

    /// <summary>β ≥ 0; 1 is the VAE.</summary>
    public double Beta { get; init; } = 4;

    /// <inheritdoc/>
    protected override Variable<T> Objective<T>(VaeTerms<T> terms) => terms.LogLikelihood - Beta * terms.Divergence;

    /// <inheritdoc/>
    protected override IEnumerable<string> Problems() => Negative(("beta", Beta));
}
