using System.Numerics;
using System.Numerics.Tensors;

namespace Ivae.Autodiff;

/// <summary>
/// Y <c>[B, n]</c> = X + σ(X·W + b)·Vᵀ and its log |det| <c>[B, 1]</c>; see <see cref="ResidualMap{T}"/>.
/// </summary>
internal sealed class ResidualUnits<T>(Variable<T> x, ResidualMap<T> map) : Operation<T>(x.Tape, x.Columns, true)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>log |det ∂y/∂x|.</summary>
    public override Variable<T> SecondOutput { get; } = new(x.Tape, 1, true);

    public override void Forward()
    {
        Output.Resize(x.Rows);
        SecondOutput.Resize(x.Rows);
        map.Load();
        map.Forward(x.Value, Output.Value, SecondOutput.Value);
    }

    public override void Describe(OnnxTape<T> onnx)
    {
        (onnx[Output], var jacobian) = map.Describe(onnx)(onnx[x]);
        (_, onnx[SecondOutput]) = map.Eliminate(jacobian);
    }

    public override void Backward()
    {
        var dY = Output.GradientToAdd();
        var dLog = SecondOutput.GradientToAdd();
        var dX = x.GradientToAdd();
        TensorPrimitives.Add(dX, dY, dX);
        map.Backward(x.Value, dY, dLog, dX);
    }
}
