using Ivae.Autodiff;

namespace Ivae.Distributions;

/// <summary>x determines z.</summary>
internal sealed class NoCovariance() : PosteriorCovariance("none")
{
    public override bool HasDensity => false;

    internal override GaussianPosterior<T> Posterior<T>(
        Variable<T> mean, Variable<T> logDiagonal, Func<int, int, Variable<T>> entries)
        => throw new InvalidOperationException("Without a covariance there is no posterior density.");
}
