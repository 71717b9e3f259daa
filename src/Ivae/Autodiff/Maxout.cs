using System.Numerics;

namespace Ivae.Autodiff;

/// <summary>Y <c>[B, C/k]</c>, the largest of every k neighbouring columns of X <c>[B, C]</c>.</summary>
/// <remarks>Source: Goodfellow, Warde-Farley, Mirza, Courville and Bengio, "Maxout networks", ICML 2013.</remarks>
internal sealed class Maxout<T>(Variable<T> x, int pieces)
    : Operation<T>(x.Tape, x.Columns / pieces, x.RequiresGradient)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Forward()
    {
        Output.Resize(x.Rows);
        var value = x.Value;
        var y = Output.Value;
        for (var i = 0; i < y.Length; i++)
            y[i] = value[Largest(value, i)];
    }

    public override void Describe(OnnxTape<T> onnx) => onnx[Output] =
        onnx[x].Reshape(-1, Output.Columns, pieces).Largest(2).Reshape(-1, Output.Columns);

    public override void Backward()
    {
        var value = x.Value;
        var dX = x.GradientToAdd();
        var dY = Output.Gradient;
        for (var i = 0; i < dY.Length; i++)
            dX[Largest(value, i)] += dY[i];
    }

    private int Largest(Span<T> value, int output)
    {
        var best = output * pieces;
        for (var i = best + 1; i < (output + 1) * pieces; i++)
            if (value[i] > value[best])
                best = i;
        return best;
    }
}
