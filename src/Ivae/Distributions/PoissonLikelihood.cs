using Ivae.Numerics;
using Ivae.Onnx;
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
            if (x < 0 || x != MathF.Floor(x) && !float.IsNaN(x))
                return "observations that are counts 0, 1, 2, …";
        return null;
    }

    /// <remarks>
    /// log x! is Stirling's series of log Γ(z) at z = x + 4, less the three factors: Abramowitz and Stegun 6.1.41.
    /// </remarks>
    internal override OnnxValue LogDensity(OnnxValue x, OnnxValue parameter)
    {
        var z = x + 4;
        var square = 1 / (z * z);
        var series = ((square * (1.0 / 1260) - 1.0 / 360) * square + 1.0 / 12) / z;
        var logGamma = (z - 0.5) * z.Log() - z + GaussianFamily.HalfLogTwoPi + series;
        var log = LogRate.Log(parameter);
        return x * log - log.Exp() - logGamma + ((x + 1) * (x + 2) * (x + 3)).Log();
    }

    internal override OnnxValue Mean(OnnxValue decoded) => LogRate.Log(decoded).Exp();

    internal override double Mean(double decoded) => LogRate.Rate(decoded);

    internal override double Sample(double decoded, double scale, RandomStream stream)
        => CountSampler.Poisson(Mean(decoded), stream);
}
