using System.Numerics;
using Ivae.Autodiff;

namespace Ivae.Networks.Invertible;

/// <summary>y = x·W + b with a square W; log |det| = log |det W|.</summary>
internal sealed class LinearLayer<T>(
    ParameterSet<T> parameters, string name, int n, ReadOnlySpan<double> initial, ReadOnlySpan<double> shift = default)
    : IFlowLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Parameter weight = parameters.Add($"{name}.weight", n, n, initial);
    private readonly Parameter bias = parameters.Add($"{name}.bias", 1, n, shift);

    public (Variable<T> Value, Variable<T> LogDeterminant) Forward(Variable<T> x)
    {
        var tape = x.Tape;
        var w = tape.View(parameters, weight);
        return (x.Affine(w, tape.View(parameters, bias)),
            tape.RecordShared(() => tape.Record(new LogAbsDeterminant<T>(w))));
    }

    public Variable<T> Inverse(Variable<T> y) =>
        y.Tape.Record(new InverseAffine<T>(y, y.Tape.View(parameters, weight), y.Tape.View(parameters, bias)));
}
