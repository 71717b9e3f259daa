using System.Numerics;
using System.Numerics.Tensors;
using Ivae.Numerics;

namespace Ivae.Autodiff;

/// <summary>
/// X <c>[B, n]</c> from Y = X·W + b: Y <c>[B, n]</c>, W <c>[n, n]</c>, b <c>[1, n]</c>, in double; no gradient.
/// </summary>
internal sealed class InverseAffine<T>(Variable<T> y, Variable<T> weight, Variable<T> bias)
    : Operation<T>(y.Tape, y.Columns, false)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Scratch<double> inverse = new();
    private readonly Scratch<double> sums = new();
    private readonly Scratch<int> pivots = new();

    public override void Forward()
    {
        var n = y.Columns;
        var w = Invert();
        Output.Resize(y.Rows);
        var x = sums.Resize(n);
        for (var row = 0; row < Output.Length; row += n)
        {
            x.Clear();
            for (var k = 0; k < n; k++)
                TensorPrimitives.MultiplyAdd(
                    w.Slice(k * n, n), double.CreateTruncating(y.Value[row + k] - bias.Value[k]), x, x);
            TensorPrimitives.ConvertTruncating<double, T>(x, Output.Value.Slice(row, n));
        }
    }

    public override void Describe(OnnxTape<T> onnx)
    {
        var n = y.Columns;
        float[] w = [.. Invert().ToArray().Select(number => (float)number)];
        onnx[Output] = (onnx[y] - onnx[bias]).Times(onnx.Graph.Constant(w, [n, n]));
    }

    public override void Backward()
    {
    }

    /// <summary>W⁻¹ as W is now.</summary>
    private Span<double> Invert()
    {
        var n = y.Columns;
        var w = inverse.Resize(n * n);
        for (var i = 0; i < w.Length; i++)
            w[i] = double.CreateTruncating(weight.Value[i]);
        LogAbsDeterminant<T>.Invert(w, pivots.Resize(n), n);
        return w;
    }
}
