using Ivae.Autodiff;
using Ivae.Onnx;

namespace Ivae.Distributions;

/// <summary>Discrete observations, each of one natural parameter η = f(z).</summary>
internal abstract class DiscreteLikelihood(string name, string title) : LikelihoodFamily(name, title)
{
    public override bool IsDiscrete => true;

    /// <summary>log p(x | η), in nats.</summary>
    public abstract double LogDensity(double x, double parameter);

    /// <summary>∂ log p(x | η)/∂η.</summary>
    public abstract double Derivative(double x, double parameter);

    /// <summary>log p(x | η), element by element, in an ONNX graph.</summary>
    internal abstract OnnxValue LogDensity(OnnxValue x, OnnxValue parameter);

    internal override Variable<T> LogDensity<T>(Variable<T> observed, Variable<T> decoded, Variable<T>? logScale)
        => observed.Tape.Record(new DiscreteLogDensity<T>(this, observed, decoded));
}
