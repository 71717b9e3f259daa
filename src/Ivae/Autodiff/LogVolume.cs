using System.Numerics;
using System.Numerics.Tensors;
using Ivae.Numerics;

namespace Ivae.Autodiff;

/// <summary>
/// y <c>[B, 1]</c> = ½ log det(J_b·J_bᵀ), the log of how much a map from R^n to R^d stretches volume, for every n rows of J <c>[B·n, d]</c>;
/// ∂y/∂J = (J·Jᵀ)⁻¹·J.
/// </summary>
internal sealed class LogVolume<T>(Variable<T> jacobian, int directions) : Operation<T>(jacobian.Tape, 1, true)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Scratch<double> gram = new();
    private readonly Scratch<double> factor = new();
    private readonly Scratch<T> slopes = new();

    public override void Forward()
    {
        var (n, d) = (directions, jacobian.Columns);
        Output.Resize(jacobian.Rows / n);
        var slope = slopes.Resize(jacobian.Length);
        for (var b = 0; b < Output.Rows; b++)
            Output.Value[b] = T.CreateTruncating(Solve(jacobian.Value.Slice(b * n * d, n * d), slope.Slice(b * n * d, n * d), n, d));
    }

    public override void Backward()
    {
        var block = directions * jacobian.Columns;
        var dJ = jacobian.GradientToAdd();
        for (var i = 0; i < jacobian.Length; i++)
            dJ[i] += Output.Gradient[i / block] * slopes.Span[i];
    }

    /// <summary>Cholesky factor of the Gram matrix, then (J·Jᵀ)⁻¹·J by two triangular solutions; gives ½ log det.</summary>
    private double Solve(ReadOnlySpan<T> j, Span<T> slope, int n, int d)
    {
        var c = gram.Resize(n * n);
        var log = 0.0;
        for (var row = 0; row < n; row++)
            for (var column = 0; column <= row; column++)
            {
                var sum = double.CreateTruncating(TensorPrimitives.Dot(j.Slice(row * d, d), j.Slice(column * d, d)));
                for (var k = 0; k < column; k++)
                    sum -= c[row * n + k] * c[column * n + k];
                c[row * n + column] = row == column ? Math.Sqrt(Math.Max(sum, 1e-12)) : sum / c[column * n + column];
                if (row == column)
                    log += Math.Log(c[row * n + row]);
            }

        var solution = factor.Resize(n * d);
        for (var row = 0; row < n; row++)
            for (var column = 0; column < d; column++)
            {
                var sum = double.CreateTruncating(j[row * d + column]);
                for (var k = 0; k < row; k++)
                    sum -= c[row * n + k] * solution[k * d + column];
                solution[row * d + column] = sum / c[row * n + row];
            }

        for (var row = n - 1; row >= 0; row--)
            for (var column = 0; column < d; column++)
            {
                var sum = solution[row * d + column];
                for (var k = row + 1; k < n; k++)
                    sum -= c[k * n + row] * solution[k * d + column];
                solution[row * d + column] = sum / c[row * n + row];
                slope[row * d + column] = T.CreateTruncating(solution[row * d + column]);
            }

        return log;
    }
}
