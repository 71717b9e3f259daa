using System.Numerics;
using System.Numerics.Tensors;

namespace Ivae.Autodiff;

/// <summary>
/// Y = A + sign·B; B <c>[B, C]</c>, or <c>[1, C]</c>, which is added to every row, or <c>[1, 1]</c>, to every element.
/// </summary>
internal sealed class Sum<T>(Variable<T> a, Variable<T> b, T sign)
    : Operation<T>(a.Tape, a.Columns, a.RequiresGradient || b.RequiresGradient)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Forward()
    {
        Output.Resize(a.Rows);
        if (b.Length == 1)
            TensorPrimitives.Add(a.Value, sign * b.Value[0], Output.Value);
        else
            for (var (row, step) = (0, b.Length); row < a.Length; row += step)
                TensorPrimitives.MultiplyAdd(b.Value, sign, a.Value.Slice(row, step), Output.Value.Slice(row, step));
    }

    public override void Describe(OnnxTape<T> onnx) =>
        onnx[Output] = sign > T.Zero ? onnx[a] + onnx[b] : onnx[a] - onnx[b];

    public override void Backward()
    {
        if (a.RequiresGradient)
        {
            if (a.StartGradient())
                TensorPrimitives.Add(a.Gradient, Output.Gradient, a.Gradient);
            else
                Output.Gradient.CopyTo(a.Gradient);
        }

        if (!b.RequiresGradient)
            return;
        var dB = b.GradientToAdd();
        if (b.Length == 1)
            dB[0] += sign * TensorPrimitives.Sum<T>(Output.Gradient);
        else
            for (var row = 0; row < a.Length; row += b.Length)
                TensorPrimitives.MultiplyAdd(Output.Gradient.Slice(row, b.Length), sign, dB, dB);
    }
}

/// <summary>Y = A ∘ B, element by element, of the same shape.</summary>
internal sealed class Product<T>(Variable<T> a, Variable<T> b)
    : Operation<T>(a.Tape, a.Columns, a.RequiresGradient || b.RequiresGradient)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Forward()
    {
        Output.Resize(a.Rows);
        TensorPrimitives.Multiply(a.Value, b.Value, Output.Value);
    }

    public override void Describe(OnnxTape<T> onnx) => onnx[Output] = onnx[a] * onnx[b];

    public override void Backward()
    {
        if (a.RequiresGradient)
        {
            var dA = a.GradientToAdd();
            TensorPrimitives.MultiplyAdd(Output.Gradient, b.Value, dA, dA);
        }

        if (b.RequiresGradient)
        {
            var dB = b.GradientToAdd();
            TensorPrimitives.MultiplyAdd(Output.Gradient, a.Value, dB, dB);
        }
    }
}

/// <summary>Y = c·A + shift, with a factor read at each run, so that a schedule may move it.</summary>
internal sealed class Scaled<T>(Variable<T> a, Func<double> factor, double shift = 0)
    : Operation<T>(a.Tape, a.Columns, a.RequiresGradient)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Forward()
    {
        Output.Resize(a.Rows);
        TensorPrimitives.Multiply(a.Value, T.CreateTruncating(factor()), Output.Value);
        if (shift != 0)
            TensorPrimitives.Add(Output.Value, T.CreateTruncating(shift), Output.Value);
    }

    public override void Describe(OnnxTape<T> onnx)
    {
        var scaled = factor() == 1 ? onnx[a] : onnx[a] * factor();
        onnx[Output] = shift == 0 ? scaled : scaled + shift;
    }

    public override void Backward()
    {
        var dA = a.GradientToAdd();
        TensorPrimitives.MultiplyAdd(Output.Gradient, T.CreateTruncating(factor()), dA, dA);
    }
}
