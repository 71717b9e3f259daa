using System.Numerics;
using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Distributions;

/// <summary>L = diag(exp d).</summary>
internal sealed class DiagonalCovariance() : PosteriorCovariance("diagonal")
{
    public override bool IsDiagonal => true;

    internal override GaussianPosterior<T> Posterior<T>(
        Variable<T> mean, Variable<T> logDiagonal, Func<int, int, Variable<T>> entries)
        => new DiagonalPosterior<T>(mean, logDiagonal);
}

/// <summary>N(m, diag(exp 2d)) for every row.</summary>
internal sealed record DiagonalPosterior<T>(Variable<T> Mean, Variable<T> LogDiagonal)
    : GaussianPosterior<T>(Mean, LogDiagonal)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override bool IsDiagonal => true;

    /// <summary>
    /// The normalised product of this posterior and a Gaussian prior: precisions 1/v and 1/σ² add, and the mean is (m/v
    /// + μ/σ²)/(1/v + 1/σ²). In log space: with r = v/σ² the weight of the prior is r/(1 + r), and the variance v/(1 +
    /// r).
    /// </summary>
    public override GaussianPosterior<T> ProductWithPrior(PriorDensity<T> prior)
    {
        if (prior is not LocationScaleDensity<T> { Family: GaussianFamily })
            return base.ProductWithPrior(prior);
        var logRatio = 2 * (prior.LogScale is null ? LogDiagonal : LogDiagonal - prior.LogScale);
        var weight = logRatio.Activate(Activation.Sigmoid);
        var distance = prior.Location is null ? Mean : Mean - prior.Location;
        var mean = Mean - weight * distance;
        return new DiagonalPosterior<T>(mean, LogDiagonal - 0.5 * logRatio.Activate(Activation.Softplus));
    }

    public override void SolveTransposed(int row, ReadOnlySpan<T> noise, Span<T> result)
    {
        for (var i = 0; i < result.Length; i++)
            result[i] = noise[i] * T.Exp(-LogDiagonal.Value[row * result.Length + i]);
    }

    protected override Variable<T> RecordVariance() => Mean.Tape.Record(new Exponential<T>(LogDiagonal, 2));

    protected override Variable<T> Times(Variable<T> noise)
        => Mean.Tape.Record(new Exponential<T>(LogDiagonal, 1)) * noise;
}
