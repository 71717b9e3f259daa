using System.Numerics;
using Ivae.Numerics;

namespace Ivae.Autodiff;

/// <summary>
/// Y <c>[B, n]</c> = layers of rising and linear maps, one after the other, at X <c>[B, n]</c>, and the sum of all log
/// slopes of the rising ones over each row <c>[B, 1]</c>; see <see cref="MonotoneMap{T}"/>.
/// </summary>
internal sealed class RisingLayers<T>(Variable<T> x, RisingLayer<T>[] layers)
    : Operation<T>(x.Tape, x.Columns, true)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Scratch<T> input = new();
    private readonly Scratch<T> log = new();
    private readonly Scratch<T> gradient = new();
    private readonly Scratch<T> spare = new();

    /// <summary>Σ log ∂y/∂x of the rising maps.</summary>
    public override Variable<T> SecondOutput { get; } = new(x.Tape, 1, true);

    public override void Forward()
    {
        var width = RisingKernel.Rows<T>(x.Rows);
        Output.Resize(x.Rows);
        SecondOutput.Resize(x.Rows);
        Transposition.Apply<T>(x.Value, input.Resize(width * x.Columns), x.Rows, x.Columns, width);
        var sum = log.Resize(width);
        sum.Clear();
        ReadOnlySpan<T> value = input.Span;
        foreach (var layer in layers)
        {
            layer.Forward(value, sum);
            value = layer.Output;
        }

        Transposition.Undo(value, Output.Value, x.Rows, x.Columns, width);
        sum[..x.Rows].CopyTo(SecondOutput.Value);
    }

    public override void Describe(OnnxTape<T> onnx)
    {
        var (value, sum) = layers[0].Describe(onnx, onnx[x]);
        foreach (var layer in layers.Skip(1))
        {
            (value, var part) = layer.Describe(onnx, value);
            sum += part;
        }

        (onnx[Output], onnx[SecondOutput]) = (value, sum);
    }

    public override void Backward()
    {
        var width = log.Span.Length;
        var own = gradient.Resize(width * x.Columns);
        Transposition.Apply<T>(Output.GradientToAdd(), own, x.Rows, x.Columns, width);
        var dLog = log.Span;
        dLog.Clear();
        SecondOutput.GradientToAdd().CopyTo(dLog);
        var memory = spare.Resize(own.Length);
        for (var i = layers.Length - 1; i >= 0; i--)
            layers[i].Backward(i == 0 ? input.Span : layers[i - 1].Output, own, dLog, memory);
        if (!x.RequiresGradient)
            return;
        if (x.StartGradient())
            Transposition.AddUndone<T>(own, x.Gradient, x.Rows, x.Columns, width);
        else
            Transposition.Undo<T>(own, x.Gradient, x.Rows, x.Columns, width);
    }
}
