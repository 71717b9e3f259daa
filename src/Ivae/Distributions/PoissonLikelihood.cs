using Ivae.Numerics;
using MathNet.Numerics;

namespace Ivae.Distributions;

/// <summary>
/// x ∈ {0, 1, 2, …} with log-rate η: log p = xη − e^η − log x!, where e^η is that of <see cref="LogRate"/>.
/// </summary>
internal sealed class PoissonLikelihood() : DiscreteLikelihood("poisson", "Poisson")
{
    internal override bool HasLogLink => true;

    public override double LogDensity(double x, double parameter)
        => x * LogRate.Log(parameter) - LogRate.Rate(parameter) - SpecialFunctions.GammaLn(x + 1);

    public override double Derivative(double x, double parameter)
        => (x - LogRate.Rate(parameter)) * LogRate.Slope(parameter);

    internal override string? Needs(ReadOnlySpan<float> observed)
    {
        foreach (var x in observed)
            if (x < 0 || x != MathF.Floor(x))
                return "observations that are counts 0, 1, 2, …";
        return null;
    }

    internal override double Mean(double decoded) => LogRate.Rate(decoded);

    internal override double Sample(double decoded, double scale, RandomStream stream)
        => CountSampler.Poisson(Mean(decoded), stream);
}
