using System.Numerics;
using Ivae.Autodiff;

namespace Ivae.Distributions;

/// <summary>
/// log p <c>[B, 1]</c> = Σ_j log p(x_j | η_j) over observed x and natural parameters η, both <c>[B, D]</c>.
/// </summary>
/// <param name="family">Family of each x_j.</param>
/// <param name="x">x <c>[B, D]</c>; what is NaN is missing, and left out.</param>
/// <param name="parameter">η <c>[B, D]</c>.</param>
internal sealed class DiscreteLogDensity<T>(DiscreteLikelihood family, Variable<T> x, Variable<T> parameter)
    : Operation<T>(x.Tape, 1, parameter.RequiresGradient)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Forward()
    {
        Output.Resize(x.Rows);
        for (var (row, index) = (0, 0); row < x.Rows; row++)
        {
            var sum = 0.0;
            for (var column = 0; column < x.Columns; column++, index++)
                if (!T.IsNaN(x.Value[index]))
                    sum += family.LogDensity(Number(x.Value[index]), Number(parameter.Value[index]));
            Output.Value[row] = T.CreateTruncating(sum);
        }
    }

    public override void Describe(OnnxTape<T> onnx) =>
        onnx[Output] = family.LogDensity(onnx[x], onnx[parameter]).OfPresent(onnx[x]).Sum(1);

    public override void Backward()
    {
        var target = parameter.GradientToAdd();
        for (var index = 0; index < x.Length; index++)
            if (!T.IsNaN(x.Value[index]))
                target[index] += Output.Gradient[index / x.Columns] * T.CreateTruncating(
                    family.Derivative(Number(x.Value[index]), Number(parameter.Value[index])));
    }

    private static double Number(T value) => double.CreateTruncating(value);
}
