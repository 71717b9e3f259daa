using System.Numerics;
using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Networks.Invertible;

/// <summary>
/// A coupling with τ(x) = x·e^s + t, |s| at most 2; where it preserves volume, the s of a row sum to zero.
/// </summary>
/// <remarks>
/// Source: Dinh et al., ICLR 2017; with preserved volume Sorrenson, Rother and Köthe, "Disentanglement by nonlinear ICA
/// with general incompressible-flow networks (GIN)", ICLR 2020, who let the last s be minus the sum of the others. Here
/// their mean is taken off.
/// </remarks>
internal sealed class AffineCoupling<T>(
    ParameterSet<T> parameters, string name, int n, bool preservesVolume, NetworkOptions options, RandomStream stream)
    : CouplingLayer<T>(parameters, name, n, 2, options, stream)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double MaxLogScale = 2;

    protected override (Variable<T> Value, Variable<T> LogDeterminant) Move(Variable<T> x, Variable<T> numbers)
    {
        var logScale = LogScale(numbers);
        return (x * x.Tape.Record(new Exponential<T>(logScale, 1)) + Shift(numbers), logScale.SumOfRow());
    }

    protected override Variable<T> MoveBack(Variable<T> y, Variable<T> numbers) =>
        (y - Shift(numbers)) * y.Tape.Record(new Exponential<T>(LogScale(numbers), -1));

    private static Variable<T> Shift(Variable<T> numbers) => numbers.Slice(numbers.Columns / 2, numbers.Columns / 2);

    private Variable<T> LogScale(Variable<T> numbers)
    {
        var m = numbers.Columns / 2;
        var logScale = MaxLogScale * (numbers.Slice(0, m) * (1 / MaxLogScale)).Activate(Activation.Tanh);
        if (!preservesVolume)
            return logScale;
        var centre = numbers.Tape.Input(m); // I − 11ᵀ/m
        centre.Resize(m);
        for (var i = 0; i < centre.Length; i++)
            centre.Value[i] = T.CreateTruncating((i % (m + 1) == 0 ? 1 : 0) - 1.0 / m);
        return logScale.Affine(centre);
    }
}
