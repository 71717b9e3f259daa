using System.Numerics;
using Ivae.Numerics;

namespace Ivae.Autodiff;

/// <summary>Y = X·W + b: X <c>[B, I]</c>, W <c>[I, O]</c>, b <c>[1, O]</c> or none.</summary>
internal sealed class Affine<T>(Variable<T> x, Variable<T> weight, Variable<T>? bias)
    : Operation<T>(x.Tape, weight.Columns, true)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Forward()
    {
        Output.Resize(x.Rows);
        MatrixProduct.Multiply<T>(x.Value, weight.Value, bias is null ? default : bias.Value, Output.Value, x.Rows,
            x.Columns, weight.Columns, accumulate: false);
    }

    public override void Describe(OnnxTape<T> onnx)
    {
        var product = onnx[x].Times(onnx[weight]);
        onnx[Output] = bias is null ? product : product + onnx[bias];
    }

    public override void Backward()
    {
        var dY = Output.Gradient;
        if (weight.RequiresGradient)
            MatrixProduct.MultiplyTransposedLeft<T>(
                x.Value, dY, weight.Gradient, x.Rows, x.Columns, weight.Columns, weight.StartGradient());
        if (x.RequiresGradient)
            MatrixProduct.MultiplyTransposedRight<T>(
                dY, weight.Value, x.Gradient, x.Rows, x.Columns, weight.Columns, x.StartGradient());
        if (bias is not null)
            RowKernels.AddColumnSums<T>(dY, bias.GradientToAdd());
    }
}
