using System.Numerics;
using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Distributions;

/// <summary>
/// q = N(m, L·Lᵀ) for every row, L = diag(exp d)·U as in <see cref="CholeskyProduct{T}"/>; diagonal when there is no U. For many latents U is made of r pairs of vectors, U_ij = Σ_k a_ki b_kj for i &gt; j, at a cost of
/// L numbers each: among such factors are those of all covariances that are diagonal but for a matrix of rank r.
/// </summary>
/// <remarks>Source of the factor of vectors: Gill, Golub, Murray and Saunders, "Methods for modifying matrix factorizations", Mathematics of Computation 28, 1974.</remarks>
/// <param name="Mean">m <c>[B, L]</c>.</param>
/// <param name="LogDiagonal">d <c>[B, L]</c>.</param>
/// <param name="Lower">The entries of U below the diagonal <c>[B, L(L − 1)/2]</c>, or none.</param>
/// <param name="Vectors">Instead of them a_k and b_k <c>[B, L]</c>, or none.</param>
internal sealed record GaussianPosterior<T>(Variable<T> Mean, Variable<T> LogDiagonal, Variable<T>? Lower, IReadOnlyList<(Variable<T> A, Variable<T> B)>? Vectors = null)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Variable<T>? variance;

    /// <summary>Whether there is no U.</summary>
    public bool IsDiagonal => Lower is null && Vectors is null;

    /// <summary>Marginal variances <c>[B, L]</c>.</summary>
    public Variable<T> Variance => variance ??= Lower is not null ? Mean.Tape.Record(new CholeskyVariance<T>(LogDiagonal, Lower))
        : Vectors is null ? Mean.Tape.Record(new Exponential<T>(LogDiagonal, 2))
        : Mean.Tape.Record(new Exponential<T>(LogDiagonal, 2)) * (Below(Squared(Vectors)) + 1);

    /// <summary>Entropy <c>[B, 1]</c> = Σ_i d_i + L/2·(1 + log 2π), in nats.</summary>
    public Variable<T> Entropy => LogDiagonal.SumOfRow() + Mean.Columns * (0.5 + StandardNormal.HalfLogTwoPi);

    /// <summary>A draw z = m + L·ε <c>[B, L]</c>, differentiable in m and L, from standard normal <paramref name="noise"/> ε.</summary>
    public Variable<T> Sample(Variable<T> noise) => Mean + (Lower is not null
        ? Mean.Tape.Record(new CholeskyProduct<T>(LogDiagonal, Lower, noise))
        : Mean.Tape.Record(new Exponential<T>(LogDiagonal, 1)) * (Vectors is null ? noise : noise + Below(from v in Vectors select (v.A, v.B * noise))));

    /// <summary>
    /// The normalised product of this posterior, which must be diagonal, and a Gaussian prior: precisions 1/v and 1/σ² add, and the mean is (m/v + μ/σ²)/(1/v + 1/σ²).
    /// In log space: with r = v/σ² the weight of the prior is r/(1 + r), and the variance v/(1 + r).
    /// </summary>
    /// <remarks>Source: Zhou and Wei 2020, "Learning identifiable and interpretable latent models of high-dimensional neural activity using pi-VAE".</remarks>
    public GaussianPosterior<T> ProductWithPrior(PriorDensity<T> prior)
    {
        if (!IsDiagonal || prior is not LocationScaleDensity<T> { Family: PriorFamily.Gaussian })
            throw new InvalidOperationException("Only a diagonal posterior and a Gaussian prior have a product in closed form.");
        var logRatio = 2 * (prior.LogScale is null ? LogDiagonal : LogDiagonal - prior.LogScale);
        var weight = logRatio.Activate(Activation.Sigmoid);
        var distance = prior.Location is null ? Mean : Mean - prior.Location;
        return new GaussianPosterior<T>(Mean - weight * distance, LogDiagonal - 0.5 * logRatio.Activate(Activation.Softplus), null);
    }

    /// <summary>The pairs whose <see cref="Below"/> is Σ_{j &lt; i} U_ij²: each pair with itself once, with another twice.</summary>
    private static IEnumerable<(Variable<T> A, Variable<T> B)> Squared(IReadOnlyList<(Variable<T> A, Variable<T> B)> vectors) =>
        from k in Enumerable.Range(0, vectors.Count)
        from l in Enumerable.Range(0, k + 1)
        select ((l < k ? 2 * vectors[k].A : vectors[k].A) * vectors[l].A, vectors[k].B * vectors[l].B);

    /// <summary>Σ a_i Σ_{j &lt; i} b_j over pairs of a and b.</summary>
    private Variable<T> Below(IEnumerable<(Variable<T> A, Variable<T> B)> pairs) => pairs.Select(pair => pair.A * Mean.Tape.Record(new ExclusiveCumulativeSum<T>(pair.B))).Aggregate((sum, term) => sum + term);

    /// <summary>log q <c>[B, 1]</c> at the draw made from <paramref name="noise"/>: log N(ε; 0, I) − log|L|.</summary>
    public Variable<T> LogDensityOfSample(Variable<T> noise)
        => new LocationScaleDensity<T>(PriorFamily.Gaussian, null, null).LogDensity(noise) - LogDiagonal.SumOfRow();
}
