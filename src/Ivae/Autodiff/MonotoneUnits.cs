using System.Numerics;
using System.Numerics.Tensors;
using Ivae.Numerics;

namespace Ivae.Autodiff;

/// <summary>
/// Y <c>[B, n]</c> = a rising map of every number of X <c>[B, n]</c>, and the sum of its log slopes over each row
/// <c>[B, 1]</c>; see <see cref="MonotoneMap{T}"/>.
/// </summary>
internal sealed class MonotoneUnits<T>(Variable<T> x, MonotoneMap<T> map) : Operation<T>(x.Tape, x.Columns, true)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Scratch<T> slopes = new();
    private readonly Scratch<T> work = new();
    private readonly Scratch<T> spare = new();

    /// <summary>log |det ∂y/∂x|.</summary>
    public override Variable<T> SecondOutput { get; } = new(x.Tape, 1, true);

    public override void Forward()
    {
        Output.Resize(x.Rows);
        SecondOutput.Resize(x.Rows);
        var slope = slopes.Resize(x.Length);
        var log = work.Resize(x.Length);
        map.Load();
        map.Forward(x.Value, Output.Value, slope);
        ElementFunctions.Log<T>(slope, log);
        for (var row = 0; row < x.Rows; row++)
            SecondOutput.Value[row] = TensorPrimitives.Sum<T>(log.Slice(row * x.Columns, x.Columns));
    }

    public override void Describe(OnnxTape<T> onnx)
    {
        (onnx[Output], var slope) = map.Describe(onnx)(onnx[x]);
        onnx[SecondOutput] = slope.Log().Sum(1);
    }

    public override void Backward()
    {
        var dY = Output.GradientToAdd();
        var dLog = SecondOutput.GradientToAdd();
        var slope = slopes.Span;
        var dSlope = work.Span;
        for (var (row, start) = (0, 0); row < x.Rows; row++, start += x.Columns)
            TensorPrimitives.Divide(dLog[row], slope.Slice(start, x.Columns), dSlope.Slice(start, x.Columns));
        var dX = x.RequiresGradient ? x.Gradient : spare.Resize(x.Length);
        if (x.RequiresGradient && x.StartGradient())
            TensorPrimitives.MultiplyAdd(dY, slope, dX, dX);
        else
            TensorPrimitives.Multiply(dY, slope, dX);
        map.Backward(x.Value, dY, dSlope, dX);
    }
}
