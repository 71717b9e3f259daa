using System.Numerics;
using Ivae.Networks;
using Ivae.Numerics;

namespace Ivae.Autodiff;

/// <summary>Y = σ(X), element by element.</summary>
internal sealed class Activated<T>(Variable<T> x, Activation activation) : Operation<T>(x.Tape, x.Columns, x.RequiresGradient)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Forward()
    {
        Output.Resize(x.Rows);
        ActivationKernels.Forward<T>(activation, x.Value, Output.Value);
    }

    public override void Backward()
        => ActivationKernels.Backward<T>(activation, x.Value, Output.Value, Output.Gradient, x.Gradient, x.StartGradient());
}
