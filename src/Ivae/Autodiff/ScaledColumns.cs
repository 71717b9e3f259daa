using System.Numerics;

namespace Ivae.Autodiff;

/// <summary>Y = X with column j multiplied by a_j: X <c>[B, C]</c>, a <c>[1, C]</c>.</summary>
internal sealed class ScaledColumns<T>(Variable<T> x, Variable<T> factors) : Operation<T>(x.Tape, x.Columns, true)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Forward()
    {
        Output.Resize(x.Rows);
        var value = x.Value;
        var a = factors.Value;
        var y = Output.Value;
        for (var i = 0; i < y.Length; i++)
            y[i] = value[i] * a[i % a.Length];
    }

    public override void Backward()
    {
        var value = x.Value;
        var a = factors.Value;
        var dY = Output.Gradient;
        var dA = factors.GradientToAdd();
        for (var i = 0; i < dY.Length; i++)
            dA[i % dA.Length] += dY[i] * value[i];
        if (!x.RequiresGradient)
            return;
        var dX = x.GradientToAdd();
        for (var i = 0; i < dY.Length; i++)
            dX[i] += dY[i] * a[i % a.Length];
    }
}
