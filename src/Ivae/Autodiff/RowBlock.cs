using System.Numerics;
using System.Numerics.Tensors;

namespace Ivae.Autodiff;

/// <summary>Y <c>[B/k, C]</c> = one of k equal blocks of the rows of X <c>[B, C]</c>.</summary>
/// <param name="x">X.</param>
/// <param name="block">Number of the block, from 0.</param>
/// <param name="blocks">k.</param>
internal sealed class RowBlock<T>(Variable<T> x, int block, int blocks)
    : Operation<T>(x.Tape, x.Columns, x.RequiresGradient)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Forward()
    {
        Output.Resize(x.Rows / blocks);
        x.Value.Slice(block * Output.Length, Output.Length).CopyTo(Output.Value);
    }

    public override void Backward()
    {
        var dX = x.GradientToAdd().Slice(block * Output.Length, Output.Length);
        TensorPrimitives.Add(dX, Output.Gradient, dX);
    }
}
