using System.Numerics;
using System.Numerics.Tensors;

namespace Ivae.Autodiff;

/// <summary>
/// Y = X·W_u, a matrix for each level u: X <c>[B, I]</c>, W <c>[M·I, O]</c>, one below the other, Y <c>[B, O]</c>.
/// </summary>
/// <param name="x">X.</param>
/// <param name="weight">W.</param>
/// <param name="codes">u of each row <c>[B]</c>.</param>
internal sealed class LevelProduct<T>(Variable<T> x, Variable<T> weight, Codes codes)
    : Operation<T>(x.Tape, weight.Columns, requiresGradient: true)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Forward()
    {
        Output.Resize(x.Rows);
        var (inputs, outputs) = (x.Columns, weight.Columns);
        Output.Value.Clear();
        for (var row = 0; row < x.Rows; row++)
        {
            var y = Output.Value.Slice(row * outputs, outputs);
            var from = x.Value.Slice(row * inputs, inputs);
            var matrix = weight.Value.Slice(codes[row] * inputs * outputs, inputs * outputs);
            for (var i = 0; i < inputs; i++)
                TensorPrimitives.MultiplyAdd(matrix.Slice(i * outputs, outputs), from[i], y, y);
        }
    }

    public override void Backward()
    {
        var (inputs, outputs) = (x.Columns, weight.Columns);
        var dW = weight.GradientToAdd();
        var dX = Target(x);
        for (var row = 0; row < x.Rows; row++)
        {
            var dY = Output.Gradient.Slice(row * outputs, outputs);
            var start = codes[row] * inputs * outputs;
            for (var i = 0; i < inputs; i++)
            {
                var slope = dW.Slice(start + i * outputs, outputs);
                TensorPrimitives.MultiplyAdd(dY, x.Value[row * inputs + i], slope, slope);
                if (!dX.IsEmpty)
                    dX[row * inputs + i] +=
                        TensorPrimitives.Dot<T>(weight.Value.Slice(start + i * outputs, outputs), dY);
            }
        }
    }
}
