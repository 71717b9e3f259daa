using Ivae.Numerics;
using Ivae.Onnx;

namespace Ivae.Distributions;

/// <summary>Laplace: ρ(r) = −|r| − log 2.</summary>
internal sealed class LaplaceFamily() : PriorFamily("laplace", "Laplace")
{
    public override double Variance => 2;

    public override double? Exponent => 1;

    public override double LogDensity(double r) => -Math.Abs(r) - Math.Log(2);

    // Math.Sign throws for NaN, which here must flow on to be reported as divergence.
    public override double Derivative(double r) => r > 0 ? -1 : r < 0 ? 1 : -r;

    public override double CumulativeProbability(double r) => r < 0 ? 0.5 * Math.Exp(r) : 1 - 0.5 * Math.Exp(-r);

    public override double Sample(RandomStream stream)
    {
        var p = stream.NextOpenDouble();
        return p < 0.5 ? Math.Log(2 * p) : -Math.Log(2 * (1 - p));
    }

    public override double EstimateScale(ReadOnlySpan<double> sample, double location)
    {
        var absolute = 0.0;
        foreach (var value in sample)
            absolute += Math.Abs(value - location) / sample.Length;
        return absolute;
    }

    internal override OnnxValue DescribedLogDensity(OnnxValue r) =>
        -r.Abs() - Math.Log(2);
}
