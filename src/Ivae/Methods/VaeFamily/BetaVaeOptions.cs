using System.Numerics;

namespace Ivae.Methods;

/// <summary>β-VAE: E_q[log p(x | z)] − β KL(q(z | x) ‖ p(z)).</summary>
/// <remarks>Source: Higgins et al. 2017, equation 4. It does not change when z is rotated, under an isotropic Gaussian prior (Mathieu et al. 2019, theorem 1).</remarks>
public sealed record BetaVaeOptions : VaeObjective
{
    /// <summary>β ≥ 0; 1 is the VAE.</summary>
    public double Beta { get; init; } = 4;

    internal override IvaeGraph<T> Record<T>(IvaeNetwork<T> network) => new BetaVaeGraph<T>(network, Beta);

    internal override IEnumerable<string> Problems() => Negative("beta_vae", ("beta", Beta));
}

/// <summary>The objective of a β-VAE.</summary>
internal sealed class BetaVaeGraph<T> : IvaeGraph<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public BetaVaeGraph(IvaeNetwork<T> network, double beta)
        : base(network)
        => UseObjective(LogLikelihood - beta * Divergence());
}
