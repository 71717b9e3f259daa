using Ivae.Numerics;
using Ivae.Onnx;

namespace Ivae.Distributions;

/// <summary>x ∈ {0, 1} with logit η: log p = xη − log(1 + e^η).</summary>
internal sealed class BernoulliLikelihood() : DiscreteLikelihood("bernoulli", "Bernoulli")
{
    public override double LogDensity(double x, double parameter)
        => x * parameter - Math.Max(parameter, 0) - Math.Log(1 + Math.Exp(-Math.Abs(parameter)));

    public override double Derivative(double x, double parameter) => x - Mean(parameter);

    internal override string? Needs(ReadOnlySpan<float> observed)
    {
        foreach (var x in observed)
            if (x is not (0 or 1 or float.NaN))
                return "observations of 0 and 1 only";
        return null;
    }

    internal override OnnxValue LogDensity(OnnxValue x, OnnxValue parameter) => x * parameter - parameter.Softplus();

    internal override OnnxValue Mean(OnnxValue decoded) => decoded.Sigmoid();

    internal override double Mean(double decoded) => 1 / (1 + Math.Exp(-decoded));

    internal override double Sample(double decoded, double scale, RandomStream stream)
        => stream.NextDouble() < Mean(decoded) ? 1 : 0;
}
