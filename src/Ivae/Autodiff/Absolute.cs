using System.Numerics;

namespace Ivae.Autodiff;

/// <summary>Y = |X|, element by element; its slope at 0 is taken as 0.</summary>
internal sealed class Absolute<T>(Variable<T> x) : Operation<T>(x.Tape, x.Columns, x.RequiresGradient)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Forward()
    {
        Output.Resize(x.Rows);
        var value = x.Value;
        var y = Output.Value;
        for (var i = 0; i < y.Length; i++)
            y[i] = T.Abs(value[i]);
    }

    public override void Describe(OnnxTape<T> onnx) => onnx[Output] = onnx[x].Abs();

    public override void Backward()
    {
        var value = x.Value;
        var dX = x.GradientToAdd();
        var dY = Output.Gradient;
        for (var i = 0; i < dX.Length; i++)
            dX[i] += T.CreateTruncating(T.Sign(value[i])) * dY[i];
    }
}
