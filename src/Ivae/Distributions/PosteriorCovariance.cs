using System.Numerics;
using System.Text.Json.Serialization;
using Ivae.Autodiff;

namespace Ivae.Distributions;

/// <summary>Covariance of the Gaussian posterior; everything that depends on it is asked of it.</summary>
[JsonConverter(typeof(NamedConverter<PosteriorCovariance>))]
public abstract class PosteriorCovariance : INamed<PosteriorCovariance>
{
    private protected PosteriorCovariance(string name) => Name = name;

    /// <summary>
    /// Full: N(g, L·Lᵀ). Contains the true posterior when the noise is small (Khemakhem et al. 2020, Theorem 4, asks
    /// for that).
    /// </summary>
    public static PosteriorCovariance Full { get; } = new FullCovariance();

    /// <summary>
    /// Diagonal, as in the paper; its bound prefers decoders with orthogonal Jacobian columns (Reizinger et al. 2022).
    /// </summary>
    public static PosteriorCovariance Diagonal { get; } = new DiagonalCovariance();

    /// <summary>None: the encoder is the inverse of the decoder, as exact likelihood asks.</summary>
    public static PosteriorCovariance None { get; } = new NoCovariance();

    /// <summary>All covariances.</summary>
    public static IReadOnlyList<PosteriorCovariance> All { get; } = [Full, Diagonal, None];

    /// <summary>Name in files and on the command line, snake_case.</summary>
    public string Name { get; }

    /// <summary>Whether z given x has a density, not one value.</summary>
    public virtual bool HasDensity => true;

    /// <summary>Whether latents given x are taken as independent.</summary>
    public virtual bool IsDiagonal => false;

    /// <summary>The covariance of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static PosteriorCovariance Named(string name) => Choice.Named<PosteriorCovariance>(name, "covariance");

    /// <summary>The name.</summary>
    public sealed override string ToString() => Name;

    /// <summary>Numbers of a row's factor beside the logs of its diagonal.</summary>
    /// <param name="latents">L.</param>
    internal virtual int Entries(int latents) => 0;

    /// <summary>The posterior of a batch.</summary>
    /// <param name="mean">m <c>[B, L]</c>.</param>
    /// <param name="logDiagonal">d <c>[B, L]</c>.</param>
    /// <param name="entries">
    /// Columns of the other numbers of the factor <c>[B, Entries(L)]</c>, from a first one and as many as wanted.
    /// </param>
    internal abstract GaussianPosterior<T> Posterior<T>(
        Variable<T> mean, Variable<T> logDiagonal, Func<int, int, Variable<T>> entries)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
