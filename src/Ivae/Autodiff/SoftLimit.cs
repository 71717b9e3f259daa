using System.Numerics;
using System.Numerics.Tensors;

namespace Ivae.Autodiff;

/// <summary>
/// Y = X between two limits, and beyond them farther by log(1 + excess): the exponential of what exceeds the upper one
/// grows as a line, and of what is below the lower one falls as the inverse of a line.
/// </summary>
internal sealed class SoftLimit<T>(Variable<T> x, double least, double most)
    : Operation<T>(x.Tape, x.Columns, x.RequiresGradient)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T least = T.CreateChecked(least);
    private readonly T most = T.CreateChecked(most);
    private bool isWithin; // all of this batch, as almost always

    public override void Forward()
    {
        Output.Resize(x.Rows);
        var value = x.Value;
        var y = Output.Value;
        value.CopyTo(y);
        isWithin = y.IsEmpty || (TensorPrimitives.Min<T>(value) >= least && TensorPrimitives.Max<T>(value) <= most);
        for (var i = 0; i < y.Length && !isWithin; i++)
            if (Excess(value[i]) is var excess && excess != T.Zero)
                y[i] += T.CopySign(T.LogP1(T.Abs(excess)), excess) - excess;
    }

    public override void Describe(OnnxTape<T> onnx)
    {
        var below = -onnx[x].LimitedAbove(double.CreateChecked(most));
        onnx[Output] = -below.LimitedAbove(-double.CreateChecked(least));
    }

    public override void Backward()
    {
        var value = x.Value;
        var dX = x.GradientToAdd();
        var dY = Output.Gradient;
        if (isWithin)
            TensorPrimitives.Add(dX, dY, dX);
        for (var i = 0; i < dX.Length && !isWithin; i++)
            dX[i] += dY[i] / (T.One + T.Abs(Excess(value[i])));
    }

    private T Excess(T value) => value - T.Clamp(value, least, most);
}
