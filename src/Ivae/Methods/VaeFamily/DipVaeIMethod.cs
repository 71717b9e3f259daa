using Ivae.Autodiff;
using Ivae.Distributions;

namespace Ivae.Methods;

/// <summary>
/// DIP-VAE I: the evidence lower bound − λ_od Σ_{i≠j} C_ij² − λ_d Σ_i (C_ii − 1)² with C = Cov_x[E_q[z]] over the
/// batch.
/// </summary>
/// <remarks>Source: Kumar, Sattigeri and Balakrishnan 2018, equation 6, with λ_d = 10 λ_od as there.</remarks>
public sealed record DipVaeIMethod : VaeObjectiveMethod
{
    /// <summary>A DIP-VAE I.</summary>
    public DipVaeIMethod()
        : base("dip-vae-i", "DIP-VAE I", Unidentifiable) => ObjectiveName = "DIP-VAE objective";

    /// <summary>λ_od ≥ 0.</summary>
    public double OffDiagonal { get; init; } = 10;

    /// <summary>λ_d ≥ 0.</summary>
    public double Diagonal { get; init; } = 100;

    /// <inheritdoc/>
    protected override Variable<T> Objective<T>(VaeTerms<T> terms) => terms.Elbo - terms.PosteriorMean.Tape.Record(
        new MomentPenalty<T>(terms.PosteriorMean, null, OffDiagonal, Diagonal));

    /// <inheritdoc/>
    protected override IEnumerable<string> Problems() =>
        Negative(("off_diagonal", OffDiagonal), ("diagonal", Diagonal));
}
