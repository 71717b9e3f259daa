using System.Numerics;
using System.Numerics.Tensors;
using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Distributions;

/// <summary>
/// log q(z) <c>[B, 1]</c> at a draw z = m + L·ε of q = N(m, L·Lᵀ), which is taken as given: ∂/∂z = −L⁻ᵀε, and no
/// gradient reaches m or L but through z.
/// </summary>
internal sealed class LogDensityOfDraw<T>(Variable<T> z, Variable<T> noise, GaussianPosterior<T> posterior)
    : Operation<T>(z.Tape, 1, z.RequiresGradient)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Scratch<T> solution = new();

    public override void Forward()
    {
        Output.Resize(z.Rows);
        var (width, half) = (z.Columns, T.CreateChecked(0.5));
        var constant = T.CreateChecked(width * GaussianFamily.HalfLogTwoPi);
        for (var row = 0; row < z.Rows; row++)
            Output.Value[row] = -half * TensorPrimitives.SumOfSquares<T>(noise.Value.Slice(row * width, width))
                - TensorPrimitives.Sum<T>(posterior.LogDiagonal.Value.Slice(row * width, width)) - constant;
    }

    public override void Backward()
    {
        var dZ = z.GradientToAdd();
        var dY = Output.Gradient;
        var width = z.Columns;
        var solved = solution.Resize(width);
        for (var row = 0; row < dY.Length; row++)
        {
            posterior.SolveTransposed(row, noise.Value.Slice(row * width, width), solved);
            var target = dZ.Slice(row * width, width);
            TensorPrimitives.MultiplyAdd(solved, -dY[row], target, target);
        }
    }
}
