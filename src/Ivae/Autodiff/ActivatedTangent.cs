using System.Numerics;
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
    private readonly Scratch<T> curvatures = new();

    public override void Forward()
    {
        Output.Resize(tangent.Rows);
        var slope = slopes.Resize(x.Length);
        ActivationKernels.Derivative<T>(activation, x.Value, y.Value, slope);
        TangentKernel.Forward<T>(tangent.Value, slope, Output.Value, x.Columns);
    }

    public override void Backward()
    {
        var curvature = curvatures.Resize(x.Length);
        ActivationKernels.SecondDerivative<T>(activation, x.Value, y.Value, curvature);
        var accumulate = tangent.StartGradient();
        TangentKernel.Backward<T>(Output.Gradient, tangent.Value, slopes.Span, curvature, tangent.Gradient, x.GradientToAdd(), x.Columns, accumulate);
    }
}
