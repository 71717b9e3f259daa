using System.Numerics;
using Ivae.Numerics;

namespace Ivae.Autodiff;

/// <summary>
/// The tangents of Y = σ(X): T′ <c>[B·d, H]</c> with T′_{b,k} = σ′(X_b) ∘ T_{b,k}, where row b·d + k of T is ∂X_b along
/// direction k. Carried through a network alongside its values, they are its Jacobian (forward mode).
/// </summary>
internal sealed class ActivatedTangent<T>(ActivationOperation<T> activated, Variable<T> tangent)
    : Operation<T>(tangent.Tape, tangent.Columns, true)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Scratch<T> curvatures = new();

    public override void Forward()
    {
        Output.Resize(tangent.Rows);
        TangentKernel.Forward(tangent.Value, activated.Slope, Output.Value, tangent.Columns);
    }

    public override void Describe(OnnxTape<T> onnx)
    {
        var x = onnx[activated.Input];
        var slope = OnnxActivation.Slope(activated.Activation, x);
        onnx[Output] = (onnx[tangent].PerRowOf(x, tangent.Columns) * slope.Unsqueeze(1)).Reshape(-1, tangent.Columns);
    }

    public override void Backward()
    {
        var x = activated.Input;
        var curvature = curvatures.Resize(x.Length);
        ActivationKernels.SecondDerivative<T>(activated.Activation, x.Value, activated.Output.Value, curvature);
        var accumulate = tangent.StartGradient();
        TangentKernel.Backward(Output.Gradient, tangent.Value, activated.Slope, curvature, tangent.Gradient,
            x.GradientToAdd(), x.Columns, accumulate);
    }
}
