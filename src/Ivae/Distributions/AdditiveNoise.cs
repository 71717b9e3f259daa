using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Distributions;

/// <summary>
/// x = f(z) + s·r, with r of a family whose characteristic function has no zeros, as identifiability asks.
/// </summary>
/// <param name="noise">Family of r.</param>
internal sealed class AdditiveNoise(PriorFamily noise) : LikelihoodFamily(noise.Name, noise.ToString())
{
    public override bool IsDiscrete => false;

    internal override PriorFamily Noise => noise;

    internal override Variable<T> LogDensity<T>(Variable<T> observed, Variable<T> decoded, Variable<T>? logScale)
        => observed.Tape.Record(
            new LocationScaleLogDensity<T>(noise, observed, decoded, logScale, skipsMissing: true));

    internal override double Mean(double decoded) => decoded;

    internal override double Sample(double decoded, double scale, RandomStream stream)
        => decoded + scale * noise.Sample(stream);
}
