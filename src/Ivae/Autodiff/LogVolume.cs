using System.Numerics;
using System.Numerics.Tensors;
using Ivae.Numerics;

namespace Ivae.Autodiff;

/// <summary>
/// y <c>[B, 1]</c> = ½ log det(J_b·J_bᵀ + diag(r_b)), with J_b the n rows b·n … of J <c>[B·n, d]</c>: the log of how much a map from R^n to R^d
/// stretches volume, seen through noise that makes directions below √r invisible. With M the matrix inside, ∂y/∂J = M⁻¹·J and ∂y/∂r = ½ diag(M⁻¹).
/// </summary>
/// <param name="jacobian">J <c>[B·n, d]</c>.</param>
/// <param name="ridge">r <c>[B, n]</c>.</param>
internal sealed class LogVolume<T>(Variable<T> jacobian, Variable<T> ridge) : Operation<T>(jacobian.Tape, 1, true)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Scratch<double> factor = new();
    private readonly Scratch<double> column = new();
    private readonly Scratch<T> inverses = new();

    public override void Forward()
    {
        var n = ridge.Columns;
        var block = n * jacobian.Columns;
        Output.Resize(ridge.Rows);
        var inverse = inverses.Resize(ridge.Rows * n * n);
        for (var b = 0; b < Output.Rows; b++)
            Output.Value[b] = T.CreateTruncating(Invert(jacobian.Value.Slice(b * block, block), ridge.Value.Slice(b * n, n), inverse.Slice(b * n * n, n * n)));
    }

    public override void Backward()
    {
        var n = ridge.Columns;
        var d = jacobian.Columns;
        var dJ = jacobian.GradientToAdd();
        var dRidge = ridge.RequiresGradient ? ridge.GradientToAdd() : default;
        for (var b = 0; b < Output.Rows; b++)
            for (var i = 0; i < n; i++)
            {
                var row = inverses.Span.Slice((b * n + i) * n, n);
                var target = dJ.Slice((b * n + i) * d, d);
                for (var k = 0; k < n; k++)
                    TensorPrimitives.MultiplyAdd(jacobian.Value.Slice((b * n + k) * d, d), Output.Gradient[b] * row[k], target, target);
                if (!dRidge.IsEmpty)
                    dRidge[b * n + i] += T.CreateChecked(0.5) * Output.Gradient[b] * row[i];
            }
    }

    /// <summary>M⁻¹ by a Cholesky factor M = C·Cᵀ and two triangular solutions for each unit vector; gives ½ log det M.</summary>
    private double Invert(ReadOnlySpan<T> j, ReadOnlySpan<T> r, Span<T> inverse)
    {
        var n = r.Length;
        var d = j.Length / n;
        var c = factor.Resize(n * n);
        var log = 0.0;
        for (var row = 0; row < n; row++)
            for (var k = 0; k <= row; k++)
            {
                var sum = double.CreateTruncating(TensorPrimitives.Dot(j.Slice(row * d, d), j.Slice(k * d, d)));
                if (row == k)
                    sum += double.CreateTruncating(r[row]);
                for (var l = 0; l < k; l++)
                    sum -= c[row * n + l] * c[k * n + l];
                c[row * n + k] = row == k ? Math.Sqrt(Math.Max(sum, 1e-12)) : sum / c[k * n + k];
                if (row == k)
                    log += Math.Log(c[row * n + row]);
            }

        var y = column.Resize(n);
        for (var unit = 0; unit < n; unit++)
        {
            for (var row = 0; row < n; row++)
            {
                var sum = row == unit ? 1.0 : 0;
                for (var l = 0; l < row; l++)
                    sum -= c[row * n + l] * y[l];
                y[row] = sum / c[row * n + row];
            }

            for (var row = n - 1; row >= 0; row--)
            {
                var sum = y[row];
                for (var l = row + 1; l < n; l++)
                    sum -= c[l * n + row] * y[l];
                y[row] = sum / c[row * n + row];
                inverse[row * n + unit] = T.CreateTruncating(y[row]);
            }
        }

        return log;
    }
}
