using System.Numerics;
using System.Numerics.Tensors;

namespace Ivae.Autodiff;

/// <summary>Y = X, whose gradient is multiplied, row by row, by weights that are known once the tape has run.</summary>
internal sealed class WeightedGradient<T>(Variable<T> x, Func<int, T> weight)
    : Operation<T>(x.Tape, x.Columns, x.RequiresGradient)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Forward()
    {
        Output.Resize(x.Rows);
        x.Value.CopyTo(Output.Value);
    }

    public override void Backward()
    {
        var dX = x.GradientToAdd();
        var dY = Output.Gradient;
        var width = x.Columns;
        for (var row = 0; row < x.Rows; row++)
        {
            var target = dX.Slice(row * width, width);
            TensorPrimitives.MultiplyAdd(dY.Slice(row * width, width), weight(row), target, target);
        }
    }
}
