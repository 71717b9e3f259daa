using Ivae.Numerics;

namespace Ivae.Distributions;

/// <summary>Logistic: ρ(r) = −r − 2 log(1 + e^−r).</summary>
internal sealed class LogisticFamily() : PriorFamily("logistic", "logistic")
{
    public override double Variance => Math.PI * Math.PI / 3;

    public override double LogDensity(double r) => -Math.Abs(r) - 2 * Math.Log(1 + Math.Exp(-Math.Abs(r)));

    public override double Derivative(double r) => -Math.Tanh(r / 2);

    public override double CumulativeProbability(double r) => 1 / (1 + Math.Exp(-r));

    public override double Sample(RandomStream stream)
    {
        var p = stream.NextOpenDouble();
        return Math.Log(p / (1 - p));
    }
}
