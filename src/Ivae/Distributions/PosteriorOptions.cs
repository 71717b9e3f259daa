using Ivae.Networks;

namespace Ivae.Distributions;

/// <summary>The approximate posterior q(z | x) or q(z | x, u).</summary>
public sealed record PosteriorOptions
{
    /// <summary>Covariance.</summary>
    public PosteriorCovariance Covariance { get; init; } = PosteriorCovariance.Full;

    /// <summary>
    /// For many latents: number r of vectors that the factor of a full covariance is made of below its diagonal, 2Lr
    /// numbers in place of L(L − 1)/2. It holds every covariance that is diagonal but for a matrix of rank r.
    /// <see langword="null"/> for any factor.
    /// </summary>
    public int? Rank { get; init; }

    /// <summary>
    /// Whether the encoder reads u in addition to x; without it new rows need no u. <see langword="null"/> does not,
    /// except where method "auto" goes on from a flow because of noise: u then says about z what x leaves open.
    /// </summary>
    public bool? ReadsAuxiliary { get; init; }

    /// <summary>The encoder's network.</summary>
    public NetworkOptions Network { get; init; } = new() { Initialiser = Initialiser.Spread };

    /// <summary>
    /// Whether mean and covariance have a network each instead of sharing hidden layers. <see langword="null"/> shares,
    /// except where an iVAE starts from the latents of a flow, whose mean must be precise.
    /// </summary>
    public bool? SeparateNetworks { get; init; }

    /// <summary>The covariance with its rank.</summary>
    internal PosteriorCovariance Factor =>
        Covariance == PosteriorCovariance.Full && Rank is { } rank ? new LowRankCovariance(rank) : Covariance;
}
