using System.Numerics;
using System.Numerics.Tensors;
using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Training;

/// <summary>
/// Gradient descent with momentum, v ← 0.9·v + g + decay·w, w ← w − rate·v, and a bound on the gradient's norm.
/// </summary>
/// <remarks>Source: Polyak, "Some methods of speeding up the convergence of iteration methods", 1964; the optimiser of
/// Hyvärinen and Morioka 2016 and 2017.</remarks>
internal sealed class Momentum<T>(ParameterSet<T> parameters, TrainingOptions options) : IOptimiser
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Kept = 0.9;
    private readonly T[] velocity = new T[parameters.Values.Length];

    /// <inheritdoc/>
    public double Step(double learningRate)
    {
        Span<T> gradient = parameters.Gradients;
        var norm = double.CreateTruncating(TensorPrimitives.Norm<T>(gradient));
        var shrink = options.Shrink(norm);
        if (shrink < 1)
            TensorPrimitives.Multiply(gradient, T.CreateTruncating(shrink), gradient);
        TensorPrimitives.MultiplyAdd(velocity, T.CreateTruncating(Kept), gradient, velocity);
        TensorPrimitives.MultiplyAdd(parameters.Values, T.CreateTruncating(options.WeightDecay), velocity, velocity);
        foreach (var (start, length, factor) in parameters.Groups())
        {
            var values = parameters.Values.AsSpan(start, length);
            TensorPrimitives.MultiplyAdd(
                velocity.AsSpan(start, length), T.CreateTruncating(-learningRate * factor), values, values);
        }

        return norm;
    }

    /// <inheritdoc/>
    public void Exchange(StateArchive state) => state.Values<T>(velocity);
}
