using System.Numerics;
using Ivae.Numerics;

namespace Ivae.Autodiff;

/// <summary>X <c>[B, n]</c> from Y = X·W + b: Y <c>[B, n]</c>, W <c>[n, n]</c>, b <c>[1, n]</c>, in double; no gradient.</summary>
internal sealed class InverseAffine<T>(Variable<T> y, Variable<T> weight, Variable<T> bias) : Operation<T>(y.Tape, y.Columns, false)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Scratch<double> inverse = new();
    private readonly Scratch<int> pivots = new();

    public override void Forward()
    {
        var n = y.Columns;
        var w = inverse.Resize(n * n);
        for (var i = 0; i < w.Length; i++)
            w[i] = double.CreateTruncating(weight.Value[i]);
        LogAbsDeterminant<T>.Invert(w, pivots.Resize(n), n);
        Output.Resize(y.Rows);
        for (var i = 0; i < Output.Length; i++)
        {
            var (row, column, sum) = (i - i % n, i % n, 0.0);
            for (var k = 0; k < n; k++)
                sum += double.CreateTruncating(y.Value[row + k] - bias.Value[k]) * w[k * n + column];
            Output.Value[i] = T.CreateTruncating(sum);
        }
    }

    public override void Backward()
    {
    }
}
