using System.Numerics;
using Ivae.Autodiff;

namespace Ivae.Distributions;

/// <summary>q = N(m, L·Lᵀ) for every row, L = diag(exp d)·U with a unit lower triangular U.</summary>
/// <param name="Mean">m <c>[B, L]</c>.</param>
/// <param name="LogDiagonal">d <c>[B, L]</c>.</param>
internal abstract record GaussianPosterior<T>(Variable<T> Mean, Variable<T> LogDiagonal)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Variable<T>? variance;

    /// <summary>Whether U is the identity.</summary>
    public virtual bool IsDiagonal => false;

    /// <summary>Marginal variances <c>[B, L]</c>.</summary>
    public Variable<T> Variance => variance ??= RecordVariance();

    /// <summary>Entropy <c>[B, 1]</c> = Σ_i d_i + L/2·(1 + log 2π), in nats.</summary>
    public Variable<T> Entropy => LogDiagonal.SumOfRow() + Mean.Columns * (0.5 + GaussianFamily.HalfLogTwoPi);

    /// <summary>
    /// A draw z = m + L·ε <c>[B, L]</c>, differentiable in m and L, from standard normal <paramref name="noise"/> ε.
    /// </summary>
    public Variable<T> Sample(Variable<T> noise) => Mean + Times(noise);

    /// <summary>
    /// The normalised product of this posterior and a prior, which has a closed form for a diagonal one and a Gaussian.
    /// </summary>
    /// <remarks>
    /// Source: Zhou and Wei 2020, "Learning identifiable and interpretable latent models of high-dimensional neural
    /// activity using pi-VAE".
    /// </remarks>
    public virtual GaussianPosterior<T> ProductWithPrior(PriorDensity<T> prior)
        => throw new InvalidOperationException(
            "Only a diagonal posterior and a Gaussian prior have a product in closed form.");

    /// <summary>log q <c>[B, 1]</c> at the draw made from <paramref name="noise"/>: log N(ε; 0, I) − log|L|.</summary>
    public Variable<T> LogDensityOfSample(Variable<T> noise)
        => new LocationScaleDensity<T>(PriorFamily.Gaussian, null, null).LogDensity(noise) - LogDiagonal.SumOfRow();

    /// <summary>
    /// The same with m and L taken as given: its gradient reaches the draw z alone. Where q is the true posterior, that
    /// of log p − log q is then 0 at every draw, and not only in the mean.
    /// </summary>
    /// <remarks>Source: Roeder, Wu and Duvenaud, "Sticking the landing", NIPS 2017.</remarks>
    /// <param name="z">The draw <c>[B, L]</c>.</param>
    /// <param name="noise">ε <c>[B, L]</c>, which it was made from.</param>
    public Variable<T> LogDensityGiven(Variable<T> z, Variable<T> noise)
        => z.Tape.Record(new LogDensityOfDraw<T>(z, noise, this));

    /// <summary>y = L⁻ᵀε for a row.</summary>
    /// <param name="row">Its number in the batch.</param>
    /// <param name="noise">ε <c>[L]</c>.</param>
    /// <param name="result">y <c>[L]</c>.</param>
    public abstract void SolveTransposed(int row, ReadOnlySpan<T> noise, Span<T> result);

    /// <summary>diag(L·Lᵀ) <c>[B, L]</c>.</summary>
    protected abstract Variable<T> RecordVariance();

    /// <summary>L·ε <c>[B, L]</c>.</summary>
    protected abstract Variable<T> Times(Variable<T> noise);
}
