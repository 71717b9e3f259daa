using Ivae.Networks;

namespace Ivae.Distributions;

/// <summary>Covariance of the Gaussian posterior.</summary>
public enum PosteriorCovariance
{
    /// <summary>Full: N(g, L·Lᵀ). Contains the true posterior when the noise is small (Khemakhem et al. 2020, Theorem 4, asks for that).</summary>
    Full,

    /// <summary>Diagonal, as in the paper; its bound prefers decoders with orthogonal Jacobian columns (Reizinger et al. 2022).</summary>
    Diagonal,

    /// <summary>None: the encoder is the inverse of the decoder, as exact likelihood asks.</summary>
    None,
}

/// <summary>The approximate posterior q(z | x) or q(z | x, u).</summary>
public sealed record PosteriorOptions
{
    /// <summary>Covariance.</summary>
    public PosteriorCovariance Covariance { get; init; } = PosteriorCovariance.Full;

    /// <summary>
    /// For many latents: number r of vectors that the factor of a full covariance is made of below its diagonal, 2Lr numbers in place of L(L − 1)/2. It holds every covariance that is diagonal but for a matrix of rank r.
    /// <see langword="null"/> for any factor.
    /// </summary>
    public int? Rank { get; init; }

    /// <summary>
    /// Whether the encoder reads u beside x; without it new rows need no u. <see langword="null"/> does not, except where method "auto" goes on from a flow because of noise: u then says about z what x leaves open.
    /// </summary>
    public bool? ReadsAuxiliary { get; init; }

    /// <summary>The encoder's network.</summary>
    public NetworkOptions Network { get; init; } = new() { Initialiser = Initialiser.Spread };

    /// <summary>Whether mean and covariance have a network each instead of sharing hidden layers.</summary>
    public bool SeparateNetworks { get; init; }
}
