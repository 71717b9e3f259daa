using System.Numerics;
using System.Numerics.Tensors;

namespace Ivae.Autodiff;

/// <summary>
/// Y <c>[B, d]</c> with y_bk = Σ_j J_(bk)j w_bj: the gradient along the d directions of J <c>[B·d, F]</c> of a function
/// whose slopes in F features are w <c>[B, F]</c>.
/// </summary>
internal sealed class TangentProduct<T>(Variable<T> jacobian, Variable<T> weights, int directions)
    : Operation<T>(jacobian.Tape, directions, true)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Forward()
    {
        Output.Resize(weights.Rows);
        var features = weights.Columns;
        for (var i = 0; i < Output.Length; i++)
            Output.Value[i] = TensorPrimitives.Dot<T>(jacobian.Value.Slice(i * features, features),
                weights.Value.Slice(i / Output.Columns * features, features));
    }

    public override void Backward()
    {
        var features = weights.Columns;
        var dJ = jacobian.GradientToAdd();
        var dW = weights.RequiresGradient ? weights.GradientToAdd() : default;
        for (var i = 0; i < Output.Length; i++)
        {
            var slope = Output.Gradient[i];
            var row = i / Output.Columns * features;
            var dOwn = dJ.Slice(i * features, features);
            TensorPrimitives.MultiplyAdd(weights.Value.Slice(row, features), slope, dOwn, dOwn);
            if (dW.IsEmpty)
                continue;
            var dWeights = dW.Slice(row, features);
            TensorPrimitives.MultiplyAdd(jacobian.Value.Slice(i * features, features), slope, dWeights, dWeights);
        }
    }
}
