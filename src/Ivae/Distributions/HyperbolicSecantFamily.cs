using Ivae.Numerics;
using Ivae.Onnx;

namespace Ivae.Distributions;

/// <summary>Hyperbolic secant of variance 1: ρ(r) = log ½ sech(πr/2).</summary>
internal sealed class HyperbolicSecantFamily() : PriorFamily("hyperbolic_secant", "hyperbolic secant")
{
    public override double Variance => 1;

    public override double LogDensity(double r)
        => -Math.PI / 2 * Math.Abs(r) - Math.Log(1 + Math.Exp(-Math.PI * Math.Abs(r)));

    public override double Derivative(double r) => -Math.PI / 2 * Math.Tanh(Math.PI / 2 * r);

    public override double CumulativeProbability(double r) => 2 / Math.PI * Math.Atan(Math.Exp(Math.PI / 2 * r));

    public override double Sample(RandomStream stream)
        => 2 / Math.PI * Math.Log(Math.Tan(Math.PI / 2 * stream.NextOpenDouble()));

    internal override OnnxValue DescribedLogDensity(OnnxValue r) =>
        r.Abs() * (-Math.PI / 2) - (r.Abs() * -Math.PI).Softplus();
}
