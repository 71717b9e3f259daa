using System.Numerics;
using System.Numerics.Tensors;
using Ivae.Networks;
using Ivae.Numerics;

namespace Ivae.Autodiff;

/// <summary>
/// The tangents of Y = σ(X): T′ <c>[B·d, H]</c> with T′_{b,k} = σ′(X_b) ∘ T_{b,k}, where row b·d + k of T is ∂X_b along direction k.
/// Carried through a network beside its values, they are its Jacobian (forward mode).
/// </summary>
internal sealed class ActivatedTangent<T>(Variable<T> x, Variable<T> y, Variable<T> tangent, Activation activation) : Operation<T>(x.Tape, x.Columns, true)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Scratch<T> slopes = new();
    private readonly Scratch<T> sums = new();

    public override void Forward()
    {
        Output.Resize(tangent.Rows);
        var slope = slopes.Resize(x.Length);
        ActivationKernels.Derivative<T>(activation, x.Value, y.Value, slope);
        var (width, directions) = (x.Columns, tangent.Rows / x.Rows);
        for (var row = 0; row < tangent.Rows; row++)
            TensorPrimitives.Multiply(tangent.Value.Slice(row * width, width), slope.Slice(row / directions * width, width), Output.Value.Slice(row * width, width));
    }

    public override void Backward()
    {
        var (width, directions) = (x.Columns, tangent.Rows / x.Rows);
        var accumulate = tangent.StartGradient();
        var sum = sums.Resize(x.Length);
        sum.Clear();
        for (var row = 0; row < tangent.Rows; row++)
        {
            var dOutput = Output.Gradient.Slice(row * width, width);
            var dTangent = tangent.Gradient.Slice(row * width, width);
            var slope = slopes.Span.Slice(row / directions * width, width);
            if (accumulate)
                TensorPrimitives.MultiplyAdd(dOutput, slope, dTangent, dTangent);
            else
                TensorPrimitives.Multiply(dOutput, slope, dTangent);
            var target = sum.Slice(row / directions * width, width);
            TensorPrimitives.MultiplyAdd(dOutput, tangent.Value.Slice(row * width, width), target, target);
        }

        ActivationKernels.SecondDerivative<T>(activation, x.Value, y.Value, slopes.Span);
        var dX = x.GradientToAdd();
        TensorPrimitives.MultiplyAdd(sum, slopes.Span, dX, dX);
    }
}
