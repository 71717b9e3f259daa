using System.Numerics;
using Ivae.Distributions;

namespace Ivae.Methods;

/// <summary>DIP-VAE I: the evidence lower bound − λ_od Σ_{i≠j} C_ij² − λ_d Σ_i (C_ii − 1)² with C = Cov_x[E_q[z]] over the batch.</summary>
/// <remarks>Source: Kumar, Sattigeri and Balakrishnan 2018, equation 6, with λ_d = 10 λ_od as there.</remarks>
public sealed record DipVaeIOptions : VaeObjective
{
    /// <summary>λ_od ≥ 0.</summary>
    public double OffDiagonal { get; init; } = 10;

    /// <summary>λ_d ≥ 0.</summary>
    public double Diagonal { get; init; } = 100;

    internal override IvaeGraph<T> Record<T>(IvaeNetwork<T> network) => new DipVaeGraph<T>(network, ofSamples: false, OffDiagonal, Diagonal);

    internal override IEnumerable<string> Problems() => Negative("dip_vae_i", ("off_diagonal", OffDiagonal), ("diagonal", Diagonal));
}

/// <summary>The objective of a DIP-VAE: of the means (I) or of the samples (II).</summary>
internal sealed class DipVaeGraph<T> : IvaeGraph<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public DipVaeGraph(IvaeNetwork<T> network, bool ofSamples, double offDiagonal, double diagonal)
        : base(network)
        => UseObjective(Elbo - Tape.Record(new MomentPenalty<T>(Posterior.Mean, ofSamples ? Posterior.Variance : null, offDiagonal, diagonal)));
}
