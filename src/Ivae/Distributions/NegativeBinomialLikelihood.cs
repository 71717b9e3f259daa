using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Distributions;

/// <summary>
/// x ∈ {0, 1, 2, …} of mean μ = e^η and variance μ + αμ², with the dispersion α of each column: counts that vary more
/// than Poisson ones.
/// </summary>
internal sealed class NegativeBinomialLikelihood() : LikelihoodFamily("negative_binomial", "negative binomial")
{
    public override bool IsDiscrete => true;

    internal override bool HasLogLink => true;

    internal override bool HasScale => true;

    internal override double LogScaleOf(double variance) => Math.Log(variance);

    internal override string? Needs(ReadOnlySpan<float> observed) => Poisson.Needs(observed);

    internal override Variable<T> LogDensity<T>(Variable<T> observed, Variable<T> decoded, Variable<T>? logScale)
        => observed.Tape.Record(new NegativeBinomialLogDensity<T>(observed, decoded, logScale!));

    internal override double Mean(double decoded) => LogRate.Rate(decoded);

    internal override double Sample(double decoded, double scale, RandomStream stream)
        => CountSampler.NegativeBinomial(Mean(decoded), scale, stream);
}
