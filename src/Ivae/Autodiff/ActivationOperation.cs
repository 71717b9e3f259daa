using System.Numerics;
using System.Numerics.Tensors;
using Ivae.Numerics;

namespace Ivae.Autodiff;

/// <summary>Y = σ(X), element by element; the slopes σ′(X) are kept for the way back and for tangents.</summary>
internal sealed class ActivationOperation<T>(Variable<T> x, Activation activation)
    : Operation<T>(x.Tape, x.Columns, x.RequiresGradient)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Scratch<T> slopes = new();

    /// <summary>X.</summary>
    public Variable<T> Input => x;

    /// <summary>σ.</summary>
    public Activation Activation => activation;

    /// <summary>σ′(X), of the shape of X.</summary>
    public ReadOnlySpan<T> Slope => slopes.Span;

    public override void Forward()
    {
        Output.Resize(x.Rows);
        ActivationKernels.ForwardWithSlope(activation, x.Value, Output.Value, slopes.Resize(x.Length));
    }

    public override void Describe(OnnxTape<T> onnx) => onnx[Output] = OnnxActivation.Value(activation, onnx[x]);

    public override void Backward()
    {
        if (x.StartGradient())
            TensorPrimitives.MultiplyAdd(Output.Gradient, Slope, x.Gradient, x.Gradient);
        else
            TensorPrimitives.Multiply(Output.Gradient, Slope, x.Gradient);
    }
}
