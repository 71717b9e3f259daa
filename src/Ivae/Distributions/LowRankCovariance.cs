using System.Numerics;
using Ivae.Autodiff;

namespace Ivae.Distributions;

/// <summary>
/// L = diag(exp d)·U with U of r pairs of vectors, U_ij = Σ_k a_ki b_kj for i &gt; j: the full covariance for many
/// latents.
/// </summary>
/// <param name="rank">r.</param>
internal sealed class LowRankCovariance(int rank) : PosteriorCovariance("full")
{
    internal override int Entries(int latents) => 2 * rank * latents;

    internal override GaussianPosterior<T> Posterior<T>(
        Variable<T> mean, Variable<T> logDiagonal, Func<int, int, Variable<T>> entries)
    {
        Variable<T> Vector(int k) => entries(k * mean.Columns, mean.Columns);
        (Variable<T>, Variable<T>)[] pairs = [.. Enumerable.Range(0, rank).Select(k => (Vector(k), Vector(rank + k)))];
        return new LowRankPosterior<T>(mean, logDiagonal, pairs);
    }
}

/// <summary>
/// N(m, L·Lᵀ) for every row, at a cost of L numbers for each vector of U: among such factors are those of all
/// covariances that are diagonal but for a matrix of rank r.
/// </summary>
/// <remarks>
/// Source: Gill, Golub, Murray and Saunders, "Methods for modifying matrix factorizations", Mathematics of Computation
/// 28, 1974.
/// </remarks>
/// <param name="Mean">m <c>[B, L]</c>.</param>
/// <param name="LogDiagonal">d <c>[B, L]</c>.</param>
/// <param name="Vectors">a_k and b_k, each <c>[B, L]</c>.</param>
internal sealed record LowRankPosterior<T>(
    Variable<T> Mean, Variable<T> LogDiagonal, IReadOnlyList<(Variable<T> A, Variable<T> B)> Vectors)
    : GaussianPosterior<T>(Mean, LogDiagonal)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void SolveTransposed(int row, ReadOnlySpan<T> noise, Span<T> result)
    {
        // Uᵀw = ε from the last entry on: w_i = ε_i − Σ_k b_ki Σ_{j > i} a_kj w_j.
        var (latents, start) = (Mean.Columns, row * Mean.Columns);
        Span<T> sums = stackalloc T[Vectors.Count];
        sums.Clear();
        for (var i = latents - 1; i >= 0; i--)
        {
            var w = noise[i];
            for (var k = 0; k < sums.Length; k++)
                w -= Vectors[k].B.Value[start + i] * sums[k];
            for (var k = 0; k < sums.Length; k++)
                sums[k] += Vectors[k].A.Value[start + i] * w;
            result[i] = w * T.Exp(-LogDiagonal.Value[start + i]);
        }
    }

    protected override Variable<T> RecordVariance()
        => Mean.Tape.Record(new Exponential<T>(LogDiagonal, 2)) * (Below(Squared(Vectors)) + 1);

    protected override Variable<T> Times(Variable<T> noise)
        => Mean.Tape.Record(new Exponential<T>(LogDiagonal, 1))
            * (noise + Below(from v in Vectors select (v.A, v.B * noise)));

    /// <summary>
    /// The pairs whose <see cref="Below"/> is Σ_{j &lt; i} U_ij²: each pair with itself once, with another twice.
    /// </summary>
    private static IEnumerable<(Variable<T> A, Variable<T> B)> Squared(
        IReadOnlyList<(Variable<T> A, Variable<T> B)> vectors) =>
        from k in Enumerable.Range(0, vectors.Count)
        from l in Enumerable.Range(0, k + 1)
        select ((l < k ? 2 * vectors[k].A : vectors[k].A) * vectors[l].A, vectors[k].B * vectors[l].B);

    /// <summary>Σ a_i Σ_{j &lt; i} b_j over pairs of a and b.</summary>
    private Variable<T> Below(IEnumerable<(Variable<T> A, Variable<T> B)> pairs) => pairs
        .Select(pair => pair.A * Mean.Tape.Record(new ExclusiveCumulativeSum<T>(pair.B)))
        .Aggregate((sum, term) => sum + term);
}
