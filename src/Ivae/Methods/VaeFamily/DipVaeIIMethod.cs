using Ivae.Autodiff;
using Ivae.Distributions;

namespace Ivae.Methods;

/// <summary>
/// DIP-VAE II: as <see cref="DipVaeIMethod"/> with C = Cov[z] = Cov_x[E_q[z]] + E_x[Cov_q[z]].
/// The posterior is diagonal.
/// </summary>
/// <remarks>Source: Kumar, Sattigeri and Balakrishnan 2018, equation 7, with λ_d = λ_od as there.</remarks>
public sealed record DipVaeIIMethod : VaeObjectiveMethod
{
    /// <summary>A DIP-VAE II.</summary>
    public DipVaeIIMethod()
        : base("dip-vae-ii", "DIP-VAE II", Unidentifiable) => ObjectiveName = "DIP-VAE objective";

    /// <summary>λ_od ≥ 0.</summary>
    public double OffDiagonal { get; init; } = 10;

    /// <summary>λ_d ≥ 0.</summary>
    public double Diagonal { get; init; } = 10;

    private protected override bool NeedsDiagonal => true;

    /// <inheritdoc/>
    protected override Variable<T> Objective<T>(VaeTerms<T> terms) => terms.Elbo - terms.PosteriorMean.Tape.Record(
        new MomentPenalty<T>(terms.PosteriorMean, terms.PosteriorVariance, OffDiagonal, Diagonal));

    /// <inheritdoc/>
    protected override IEnumerable<string> Problems() =>
        Negative(("off_diagonal", OffDiagonal), ("diagonal", Diagonal));
}
