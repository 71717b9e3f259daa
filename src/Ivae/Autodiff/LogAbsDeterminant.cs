using System.Numerics;
using Ivae.Numerics;

namespace Ivae.Autodiff;

/// <summary>y <c>[B, 1]</c> = log |det J_b| of one square matrix for every d rows of J <c>[B·d, d]</c>; ∂y/∂J = J⁻ᵀ.</summary>
internal sealed class LogAbsDeterminant<T>(Variable<T> jacobian) : Operation<T>(jacobian.Tape, 1, true)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Scratch<double> work = new();
    private readonly Scratch<T> inverses = new();

    public override void Forward()
    {
        var d = jacobian.Columns;
        Output.Resize(jacobian.Rows / d);
        var inverse = inverses.Resize(jacobian.Length);
        for (var b = 0; b < Output.Rows; b++)
            Output.Value[b] = T.CreateTruncating(Invert(jacobian.Value.Slice(b * d * d, d * d), inverse.Slice(b * d * d, d * d), d));
    }

    public override void Backward()
    {
        var d = jacobian.Columns;
        var dJ = jacobian.GradientToAdd();
        for (var b = 0; b < Output.Rows; b++)
            for (var i = 0; i < d; i++)
                for (var j = 0; j < d; j++)
                    dJ[(b * d + i) * d + j] += Output.Gradient[b] * inverses.Span[(b * d + j) * d + i];
    }

    /// <summary>Gauss–Jordan elimination with row pivots on [J | I]; gives log |det J|.</summary>
    private double Invert(ReadOnlySpan<T> j, Span<T> inverse, int d)
    {
        var width = 2 * d;
        var a = work.Resize(d * width);
        a.Clear();
        for (var row = 0; row < d; row++)
        {
            for (var column = 0; column < d; column++)
                a[row * width + column] = double.CreateTruncating(j[row * d + column]);
            a[row * width + d + row] = 1;
        }

        var log = 0.0;
        for (var p = 0; p < d; p++)
        {
            var pivot = p;
            for (var row = p + 1; row < d; row++)
                if (Math.Abs(a[row * width + p]) > Math.Abs(a[pivot * width + p]))
                    pivot = row;
            for (var column = 0; pivot != p && column < width; column++)
                (a[p * width + column], a[pivot * width + column]) = (a[pivot * width + column], a[p * width + column]);
            var diagonal = a[p * width + p];
            log += Math.Log(Math.Abs(diagonal));
            for (var column = p; column < width; column++)
                a[p * width + column] /= diagonal;
            for (var row = 0; row < d; row++)
            {
                var factor = a[row * width + p];
                if (row == p || factor == 0)
                    continue;
                for (var column = p; column < width; column++)
                    a[row * width + column] -= factor * a[p * width + column];
            }
        }

        for (var row = 0; row < d; row++)
            for (var column = 0; column < d; column++)
                inverse[row * d + column] = T.CreateTruncating(a[row * width + d + column]);
        return log;
    }
}
