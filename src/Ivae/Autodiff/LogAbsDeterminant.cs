using System.Numerics;
using System.Numerics.Tensors;
using Ivae.Numerics;

namespace Ivae.Autodiff;

/// <summary>
/// y <c>[B, 1]</c> = log |det J_b| of one square matrix for every d rows of J <c>[B·d, d]</c>; ∂y/∂J = J⁻ᵀ.
/// </summary>
internal sealed class LogAbsDeterminant<T>(Variable<T> jacobian) : Operation<T>(jacobian.Tape, 1, true)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Scratch<double> work = new();
    private readonly Scratch<int> exchanges = new();
    private readonly Scratch<T> inverses = new();

    public override void Forward()
    {
        var d = jacobian.Columns;
        Output.Resize(jacobian.Rows / d);
        var value = jacobian.Value;
        var inverse = inverses.Resize(jacobian.Length);
        var y = Output.Value;
        var a = work.Resize(d * d);
        var pivots = exchanges.Resize(d);
        for (var b = 0; b < y.Length; b++)
        {
            var block = value.Slice(b * d * d, d * d);
            for (var i = 0; i < a.Length; i++)
                a[i] = double.CreateTruncating(block[i]);
            y[b] = T.CreateTruncating(Invert(a, pivots, d));
            var target = inverse.Slice(b * d * d, d * d);
            for (var i = 0; i < a.Length; i++)
                target[i] = T.CreateTruncating(a[i]);
        }
    }

    /// <remarks>Rows are first given length 1, so that the determinant is neither too large nor too small.</remarks>
    public override void Describe(OnnxTape<T> onnx)
    {
        var matrices = onnx[jacobian].Reshape(-1, jacobian.Columns, jacobian.Columns);
        var length = (matrices * matrices).Sum(2).Sqrt();
        var determinant = (matrices / length).Determinant();
        onnx[Output] = determinant.Abs().Log().Unsqueeze(1) + length.Log().Reshape(-1, jacobian.Columns).Sum(1);
    }

    public override void Backward()
    {
        var d = jacobian.Columns;
        var dJ = jacobian.GradientToAdd();
        var inverse = inverses.Span;
        var dY = Output.Gradient;
        for (var b = 0; b < dY.Length; b++)
            for (var i = 0; i < d; i++)
                for (var j = 0; j < d; j++)
                    dJ[(b * d + i) * d + j] += dY[b] * inverse[(b * d + j) * d + i];
    }

    /// <summary>
    /// Turns A <c>[d, d]</c> into its inverse in place, by Gauss–Jordan elimination with row pivots; gives log |det A|.
    /// </summary>
    internal static double Invert(Span<double> a, Span<int> pivots, int d)
    {
        var log = 0.0;
        for (var p = 0; p < d; p++)
        {
            var pivot = p;
            for (var row = p + 1; row < d; row++)
                if (Math.Abs(a[row * d + p]) > Math.Abs(a[pivot * d + p]))
                    pivot = row;
            pivots[p] = pivot;
            var own = a.Slice(p * d, d);
            if (pivot != p)
                Exchange(own, a.Slice(pivot * d, d));
            log += Math.Log(Math.Abs(own[p]));
            var reciprocal = 1 / own[p];
            own[p] = 1;
            for (var column = 0; column < own.Length; column++)
                own[column] *= reciprocal;
            for (var row = 0; row < d; row++)
            {
                if (row == p)
                    continue;
                var other = a.Slice(row * d, d);
                var factor = other[p];
                other[p] = 0;
                TensorPrimitives.MultiplyAdd(own, -factor, other, other);
            }
        }

        // The exchanges of rows are exchanges of columns of the inverse, in reverse.
        for (var p = d - 1; p >= 0; p--)
            for (var row = 0; pivots[p] != p && row < d; row++)
                (a[row * d + p], a[row * d + pivots[p]]) = (a[row * d + pivots[p]], a[row * d + p]);
        return log;
    }

    private static void Exchange(Span<double> x, Span<double> y)
    {
        for (var i = 0; i < x.Length; i++)
            (x[i], y[i]) = (y[i], x[i]);
    }
}
