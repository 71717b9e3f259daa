using System.Numerics;

namespace Ivae.Autodiff;

/// <summary>Y = X, taken as given: no gradient goes back to X.</summary>
internal sealed class StopGradient<T>(Variable<T> x) : Operation<T>(x.Tape, x.Columns, false)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Forward()
    {
        Output.Resize(x.Rows);
        x.Value.CopyTo(Output.Value);
    }

    public override void Backward()
    {
    }
}
