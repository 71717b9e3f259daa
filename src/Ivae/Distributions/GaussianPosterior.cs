using System.Numerics;
using Ivae.Autodiff;

namespace Ivae.Distributions;

/// <summary>q = N(m, L·Lᵀ) for every row, L = diag(exp d)·U as in <see cref="CholeskyProduct{T}"/>; diagonal when there is no U.</summary>
/// <param name="Mean">m <c>[B, L]</c>.</param>
/// <param name="LogDiagonal">d <c>[B, L]</c>.</param>
/// <param name="Lower">The entries of U below the diagonal <c>[B, L(L − 1)/2]</c>, or none.</param>
internal sealed record GaussianPosterior<T>(Variable<T> Mean, Variable<T> LogDiagonal, Variable<T>? Lower)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Variable<T>? variance;

    /// <summary>Marginal variances <c>[B, L]</c>.</summary>
    public Variable<T> Variance => variance ??= Mean.Tape.Record(
        Lower is null ? new Exponential<T>(LogDiagonal, 2) : (Operation<T>)new CholeskyVariance<T>(LogDiagonal, Lower));

    /// <summary>Entropy <c>[B, 1]</c> = Σ_i d_i + L/2·(1 + log 2π), in nats.</summary>
    public Variable<T> Entropy => LogDiagonal.SumOfRow() + Mean.Columns * (0.5 + StandardNormal.HalfLogTwoPi);

    /// <summary>A draw z = m + L·ε <c>[B, L]</c>, differentiable in m and L, from standard normal <paramref name="noise"/> ε.</summary>
    public Variable<T> Sample(Variable<T> noise) => Mean + (Lower is null
        ? Mean.Tape.Record(new Exponential<T>(LogDiagonal, 1)) * noise
        : Mean.Tape.Record(new CholeskyProduct<T>(LogDiagonal, Lower, noise)));

    /// <summary>log q <c>[B, 1]</c> at the draw made from <paramref name="noise"/>: log N(ε; 0, I) − log|L|.</summary>
    public Variable<T> LogDensityOfSample(Variable<T> noise)
        => new LocationScaleDensity<T>(PriorFamily.Gaussian, null, null).LogDensity(noise) - LogDiagonal.SumOfRow();
}
