using System.Numerics;
using System.Numerics.Tensors;
using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Distributions;

/// <summary>
/// log p <c>[B, 1]</c> = Σ_j ρ(r_j) − log s_j with r = (x − μ)/s, over location μ and log-scale log s.
/// </summary>
/// <param name="family">ρ.</param>
/// <param name="x">Value <c>[B, C]</c>.</param>
/// <param name="location">μ <c>[B, C]</c>, or none for 0.</param>
/// <param name="logScale">log s <c>[B, C]</c>, <c>[1, C]</c> or <c>[1, 1]</c>, or none for 0.</param>
/// <param name="skipsMissing">Whether an x that is NaN is missing, and left out of the sum.</param>
internal sealed class LocationScaleLogDensity<T>(
    PriorFamily family, Variable<T> x, Variable<T>? location, Variable<T>? logScale, bool skipsMissing = false)
    : Operation<T>(x.Tape, 1,
        x.RequiresGradient || location is { RequiresGradient: true } || logScale is { RequiresGradient: true })
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Scratch<T> residuals = new();
    private readonly Scratch<T> inverseScales = new();

    public override void Forward()
    {
        Output.Resize(x.Rows);
        var value = x.Value;
        var mu = location is null ? default : location.Value;
        var r = residuals.Resize(x.Length);
        var y = Output.Value;
        var inverse = inverseScales.Resize(logScale?.Length ?? 1);
        inverse[0] = T.One;
        if (logScale is not null)
        {
            TensorPrimitives.Negate(logScale.Value, inverse);
            ElementFunctions.Exp<T>(inverse, inverse);
        }

        var logScales = logScale is null ? default : logScale.Value;
        var columns = x.Columns;
        for (var (row, index) = (0, 0); row < y.Length; row++)
        {
            var sum = 0.0;
            for (var column = 0; column < columns; column++, index++)
            {
                if (skipsMissing && T.IsNaN(value[index]))
                    continue;
                var s = ScaleIndex(inverse.Length, columns, index, column);
                r[index] = (mu.IsEmpty ? value[index] : value[index] - mu[index]) * inverse[s];
                sum += family.LogDensity(double.CreateTruncating(r[index]));
                if (!logScales.IsEmpty)
                    sum -= double.CreateTruncating(logScales[s]);
            }

            y[row] = T.CreateTruncating(sum);
        }
    }

    public override void Describe(OnnxTape<T> onnx)
    {
        var r = location is null ? onnx[x] : onnx[x] - onnx[location];
        var density = logScale is null
            ? family.DescribedLogDensity(r)
            : family.DescribedLogDensity(r * (-onnx[logScale]).Exp()) - onnx[logScale];
        onnx[Output] = (skipsMissing ? density.OfPresent(onnx[x]) : density).Sum(1);
    }

    public override void Backward()
    {
        var dX = Target(x);
        var dLocation = Target(location);
        var dLogScale = Target(logScale);
        var r = residuals.Span;
        var inverse = inverseScales.Span;
        var dY = Output.Gradient;
        var columns = x.Columns;
        for (var (row, index) = (0, 0); row < dY.Length; row++)
            for (var column = 0; column < columns; column++, index++)
            {
                if (skipsMissing && T.IsNaN(x.Value[index]))
                    continue;
                var s = ScaleIndex(inverse.Length, columns, index, column);
                var slope = dY[row] * T.CreateTruncating(family.Derivative(double.CreateTruncating(r[index])));
                if (!dX.IsEmpty)
                    dX[index] += slope * inverse[s];
                if (!dLocation.IsEmpty)
                    dLocation[index] -= slope * inverse[s];
                if (!dLogScale.IsEmpty)
                    dLogScale[s] -= slope * r[index] + dY[row];
            }
    }

    /// <summary>
    /// Where the scale of an element is among <paramref name="scales"/> of them: one for all, one per column, or one
    /// per element.
    /// </summary>
    private static int ScaleIndex(int scales, int columns, int index, int column) =>
        scales == 1 ? 0 : scales == columns ? column : index;
}
