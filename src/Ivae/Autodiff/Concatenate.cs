using System.Numerics;
using System.Numerics.Tensors;

namespace Ivae.Autodiff;

/// <summary>Y <c>[B, C + E]</c> = the columns of A <c>[B, C]</c> and then those of B <c>[B, E]</c>.</summary>
internal sealed class Concatenate<T>(Variable<T> a, Variable<T> b)
    : Operation<T>(a.Tape, a.Columns + b.Columns, a.RequiresGradient || b.RequiresGradient)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Forward()
    {
        Output.Resize(a.Rows);
        for (var row = 0; row < a.Rows; row++)
        {
            var y = Output.Value.Slice(row * Output.Columns, Output.Columns);
            a.Value.Slice(row * a.Columns, a.Columns).CopyTo(y);
            b.Value.Slice(row * b.Columns, b.Columns).CopyTo(y[a.Columns..]);
        }
    }

    public override void Describe(OnnxTape<T> onnx) => onnx[Output] = onnx[a].Join(onnx[b]);

    public override void Backward()
    {
        Add(a, 0);
        Add(b, a.Columns);
    }

    private void Add(Variable<T> part, int start)
    {
        if (!part.RequiresGradient)
            return;
        var dPart = part.GradientToAdd();
        for (var row = 0; row < part.Rows; row++)
        {
            var target = dPart.Slice(row * part.Columns, part.Columns);
            TensorPrimitives.Add(target, Output.Gradient.Slice(row * Output.Columns + start, part.Columns), target);
        }
    }
}
