using System.Numerics;
using System.Numerics.Tensors;
using Ivae.Numerics;

namespace Ivae.Autodiff;

/// <summary>y <c>[B, 1]</c> = log (1/K) Σ_k exp(a_k) of each row of A <c>[B, K]</c>.</summary>
internal sealed class LogMeanExp<T>(Variable<T> a) : Operation<T>(a.Tape, 1, a.RequiresGradient)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Scratch<T> shares = new();

    /// <summary>exp(a_k) / Σ exp(a) of a row, which is ∂y/∂a_k.</summary>
    public T Share(int row, int k) => shares.Span[row * a.Columns + k];

    public override void Forward()
    {
        Output.Resize(a.Rows);
        var (width, logWidth) = (a.Columns, T.Log(T.CreateChecked(a.Columns)));
        var share = shares.Resize(a.Length);
        for (var row = 0; row < a.Rows; row++)
        {
            var own = a.Value.Slice(row * width, width);
            var of = share.Slice(row * width, width);
            var largest = TensorPrimitives.Max<T>(own);
            TensorPrimitives.Subtract(own, largest, of);
            TensorPrimitives.Exp<T>(of, of);
            var sum = TensorPrimitives.Sum<T>(of);
            TensorPrimitives.Divide(of, sum, of);
            Output.Value[row] = largest + T.Log(sum) - logWidth;
        }
    }

    public override void Backward()
    {
        var dA = a.GradientToAdd();
        var dY = Output.Gradient;
        var width = a.Columns;
        for (var row = 0; row < dY.Length; row++)
        {
            var target = dA.Slice(row * width, width);
            TensorPrimitives.MultiplyAdd(shares.Span.Slice(row * width, width), dY[row], target, target);
        }
    }
}
