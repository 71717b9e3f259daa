using System.Numerics;
using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Networks.Invertible;

/// <summary>A coupling whose τ are rational-quadratic splines; see <see cref="SplineBins{T}"/>.</summary>
/// <remarks>Source: Durkan, Bekasov, Murray and Papamakarios, "Neural spline flows", NeurIPS 2019.</remarks>
internal sealed class SplineCoupling<T>(
    ParameterSet<T> parameters, string name, int n, NetworkOptions options, RandomStream stream)
    : CouplingLayer<T>(parameters, name, n, SplineBins<T>.Parameters, options, stream)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override (Variable<T> Value, Variable<T> LogDeterminant) Move(Variable<T> x, Variable<T> numbers)
    {
        var units = new SplineUnits<T>(x, numbers);
        return (x.Tape.Record(units), units.SecondOutput);
    }

    protected override Variable<T> MoveBack(Variable<T> y, Variable<T> numbers) =>
        y.Tape.Record(new SplineInverse<T>(y, numbers));
}
