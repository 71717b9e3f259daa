using System.Numerics;
using System.Numerics.Tensors;
using Ivae.Numerics;

namespace Ivae.Autodiff;

/// <summary>Y = exp(c·X), element by element.</summary>
internal sealed class Exponential<T>(Variable<T> x, double factor) : Operation<T>(x.Tape, x.Columns, x.RequiresGradient)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Scratch<T> slope = new();

    public override void Forward()
    {
        Output.Resize(x.Rows);
        TensorPrimitives.Multiply(x.Value, T.CreateChecked(factor), Output.Value);
        ElementFunctions.Exp<T>(Output.Value, Output.Value);
    }

    public override void Describe(OnnxTape<T> onnx) => onnx[Output] = (onnx[x] * factor).Exp();

    public override void Backward()
    {
        var s = slope.Resize(x.Length);
        TensorPrimitives.Multiply(Output.Value, T.CreateChecked(factor), s);
        var dX = x.GradientToAdd();
        TensorPrimitives.MultiplyAdd(Output.Gradient, s, dX, dX);
    }
}
