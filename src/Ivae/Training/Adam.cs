using System.Numerics;
using System.Numerics.Tensors;
using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Training;

/// <summary>Adam with decoupled weight decay and a bound on the gradient's norm, over all parameters at once.</summary>
/// <remarks>Source: Kingma and Ba, ICLR 2015; Loshchilov and Hutter, ICLR 2019.</remarks>
internal sealed class Adam<T>(
    ParameterSet<T> parameters, TrainingOptions options, double beta1 = 0.9, double beta2 = 0.999) : IOptimiser
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] m = new T[parameters.Values.Length];
    private readonly T[] v = new T[parameters.Values.Length];
    private readonly (int Start, int Length, double Rate)[] groups = [.. parameters.Groups()];
    private int steps;

    /// <inheritdoc/>
    public double Step(double learningRate)
    {
        steps++;
        ReadOnlySpan<T> gradient = parameters.Gradients;
        // else the kernel returns the norm
        var shrink =
            options.GradientClip > 0 ? options.Shrink(double.CreateTruncating(TensorPrimitives.Norm(gradient))) : 1;
        var squares = 0.0;
        foreach (var (start, length, factor) in groups)
        {
            var rate = learningRate * factor;
            squares += double.CreateTruncating(AdamKernel.Update(
                parameters.Values.AsSpan(start, length),
                gradient.Slice(start, length),
                m.AsSpan(start, length),
                v.AsSpan(start, length),
                T.CreateTruncating(beta1),
                T.CreateTruncating(beta2),
                T.CreateTruncating(rate / (1 - Math.Pow(beta1, steps))),
                T.CreateTruncating(1 / Math.Sqrt(1 - Math.Pow(beta2, steps))),
                T.CreateTruncating(1e-8),
                T.CreateTruncating(rate * options.WeightDecay),
                T.CreateTruncating(shrink)));
        }

        return Math.Sqrt(squares);
    }

    /// <inheritdoc/>
    public void Exchange(StateArchive state)
    {
        state.Values<T>(m);
        state.Values<T>(v);
        steps = state.Value(steps);
    }
}
