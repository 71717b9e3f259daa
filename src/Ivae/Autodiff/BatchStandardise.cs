using System.Numerics;
using Ivae.Numerics;

namespace Ivae.Autodiff;

/// <summary>
/// Y = X with every column shifted to mean 0 and scaled to variance 1 over the rows of the batch, y = (x − μ)/√(v + ε);
/// dX = (dY − mean(dY) − y·mean(dY ∘ y))/√(v + ε).
/// </summary>
internal sealed class BatchStandardise<T>(Variable<T> x) : Operation<T>(x.Tape, x.Columns, x.RequiresGradient)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly T Epsilon = T.CreateChecked(1e-6);
    private readonly Scratch<T> reciprocals = new();

    public override void Forward()
    {
        Output.Resize(x.Rows);
        var value = x.Value;
        var y = Output.Value;
        var scale = reciprocals.Resize(x.Columns);
        var rows = T.CreateChecked(x.Rows);
        for (var j = 0; j < scale.Length; j++)
        {
            var (mean, variance) = (T.Zero, T.Zero);
            for (var i = j; i < value.Length; i += scale.Length)
                mean += value[i] / rows;
            for (var i = j; i < value.Length; i += scale.Length)
                variance += (value[i] - mean) * (value[i] - mean) / rows;
            scale[j] = T.One / T.Sqrt(variance + Epsilon);
            for (var i = j; i < value.Length; i += scale.Length)
                y[i] = (value[i] - mean) * scale[j];
        }
    }

    public override void Backward()
    {
        var dX = x.GradientToAdd();
        var dY = Output.Gradient;
        var y = Output.Value;
        var scale = reciprocals.Span;
        var rows = T.CreateChecked(x.Rows);
        for (var j = 0; j < scale.Length; j++)
        {
            var (mean, slope) = (T.Zero, T.Zero);
            for (var i = j; i < dY.Length; i += scale.Length)
            {
                mean += dY[i] / rows;
                slope += dY[i] * y[i] / rows;
            }

            for (var i = j; i < dY.Length; i += scale.Length)
                dX[i] += (dY[i] - mean - y[i] * slope) * scale[j];
        }
    }
}
