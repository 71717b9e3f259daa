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

    /// <summary>W on a tape.</summary>
    public Variable<T> Weight(Tape<T> tape) => tape.View(parameters, weight);

    /// <summary>b on a tape.</summary>
    public Variable<T> Bias(Tape<T> tape) => tape.View(parameters, bias);

    /// <summary>log |det W| <c>[1, 1]</c>.</summary>
    public Variable<T> LogDeterminant(Tape<T> tape) =>
        tape.RecordShared(() => tape.Record(new LogAbsDeterminant<T>(Weight(tape))));

    public (Variable<T> Value, Variable<T> LogDeterminant) Forward(Variable<T> x) =>
        (x.Affine(Weight(x.Tape), Bias(x.Tape)), LogDeterminant(x.Tape));

    public Variable<T> Inverse(Variable<T> y) =>
        y.Tape.Record(new InverseAffine<T>(y, Weight(y.Tape), Bias(y.Tape)));
}
