using System.Numerics;
using Ivae.Autodiff;

namespace Ivae.Distributions;

/// <summary>L = diag(exp d)·U with any U, as in <see cref="CholeskyProduct{T}"/>.</summary>
internal sealed class FullCovariance() : PosteriorCovariance("full")
{
    internal override int Entries(int latents) => latents * (latents - 1) / 2;

    internal override GaussianPosterior<T> Posterior<T>(
        Variable<T> mean, Variable<T> logDiagonal, Func<int, int, Variable<T>> entries)
        => mean.Columns == 1
            ? new DiagonalPosterior<T>(mean, logDiagonal)
            : new FullPosterior<T>(mean, logDiagonal, entries(0, Entries(mean.Columns)));
}

/// <summary>N(m, L·Lᵀ) for every row, L = diag(exp d)·U.</summary>
/// <param name="Mean">m <c>[B, L]</c>.</param>
/// <param name="LogDiagonal">d <c>[B, L]</c>.</param>
/// <param name="Lower">The entries of U below the diagonal <c>[B, L(L − 1)/2]</c>.</param>
internal sealed record FullPosterior<T>(Variable<T> Mean, Variable<T> LogDiagonal, Variable<T> Lower)
    : GaussianPosterior<T>(Mean, LogDiagonal)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void SolveTransposed(int row, ReadOnlySpan<T> noise, Span<T> result)
    {
        var (latents, entries) = (Mean.Columns, Lower.Columns);
        var diagonal = LogDiagonal.Value.Slice(row * latents, latents);
        var lower = Lower.Value.Slice(row * entries, entries);
        noise.CopyTo(result);
        for (var i = latents - 1; i >= 0; i--)
        {
            var start = i * (i - 1) / 2;
            for (var j = 0; j < i; j++)
                result[j] -= lower[start + j] * result[i];
            result[i] *= T.Exp(-diagonal[i]);
        }
    }

    protected override Variable<T> RecordVariance() => Mean.Tape.Record(new CholeskyVariance<T>(LogDiagonal, Lower));

    protected override Variable<T> Times(Variable<T> noise)
        => Mean.Tape.Record(new CholeskyProduct<T>(LogDiagonal, Lower, noise));
}
