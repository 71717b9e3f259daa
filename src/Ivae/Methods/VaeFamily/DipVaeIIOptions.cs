namespace Ivae.Methods;

/// <summary>DIP-VAE II: as <see cref="DipVaeIOptions"/> with C = Cov[z] = Cov_x[E_q[z]] + E_x[Cov_q[z]]. The posterior is diagonal.</summary>
/// <remarks>Source: Kumar, Sattigeri and Balakrishnan 2018, equation 7, with λ_d = λ_od as there.</remarks>
public sealed record DipVaeIIOptions : VaeObjective
{
    /// <summary>λ_od ≥ 0.</summary>
    public double OffDiagonal { get; init; } = 10;

    /// <summary>λ_d ≥ 0.</summary>
    public double Diagonal { get; init; } = 10;

    internal override bool NeedsDiagonal => true;

    internal override IvaeGraph<T> Record<T>(IvaeNetwork<T> network) => new DipVaeGraph<T>(network, ofSamples: true, OffDiagonal, Diagonal);

    internal override IEnumerable<string> Problems() => Negative("dip_vae_ii", ("off_diagonal", OffDiagonal), ("diagonal", Diagonal));
}
