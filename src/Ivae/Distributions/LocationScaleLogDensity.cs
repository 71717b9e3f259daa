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
    private readonly Scratch<T> inverseScales = new(); // one for each number
    private readonly Scratch<T> densities = new();
    private readonly Scratch<T> derivatives = new();
    private readonly Scratch<T> slopes = new();
    private bool hasMissing;

    public override void Forward()
    {
        Output.Resize(x.Rows);
        var r = residuals.Resize(x.Length);
        var density = densities.Resize(x.Length);
        if (location is null)
            x.Value.CopyTo(r);
        else
            TensorPrimitives.Subtract(x.Value, location.Value, r);
        if (logScale is not null)
        {
            var inverse = inverseScales.Resize(x.Length);
            var first = inverse[..logScale.Length];
            TensorPrimitives.Negate(logScale.Value, first);
            ElementFunctions.Exp<T>(first, first);
            for (var filled = first.Length; filled < inverse.Length; filled *= 2)
                inverse[..Math.Min(filled, inverse.Length - filled)].CopyTo(inverse[filled..]);
            TensorPrimitives.Multiply(r, inverse, r);
        }

        family.Evaluate(r, density, derivatives.Resize(x.Length));
        if (logScale is { Length: 1 })
            TensorPrimitives.Subtract(density, logScale.Value[0], density);
        for (var start = 0; logScale is { Length: > 1 } && start < density.Length; start += logScale.Length)
        {
            var own = density.Slice(start, logScale.Length);
            TensorPrimitives.Subtract(own, logScale.Value, own);
        }

        hasMissing = skipsMissing && TensorPrimitives.IsNaNAny(x.Value);
        for (var index = 0; hasMissing && index < r.Length; index++)
            if (IsMissing(index))
                (r[index], density[index], derivatives.Span[index]) = (T.Zero, T.Zero, T.Zero);

        var y = Output.Value;
        for (var (row, index) = (0, 0); row < y.Length; row++)
        {
            var sum = 0.0;
            for (var end = index + x.Columns; index < end; index++)
                sum += double.CreateTruncating(density[index]);
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
        var dY = Output.Gradient;
        var derivative = derivatives.Span;
        var slope = slopes.Resize(x.Length); // dY·ρ′(r), then that times 1/s
        for (var (row, index) = (0, 0); row < dY.Length; row++)
            for (var end = index + x.Columns; index < end; index++)
                slope[index] = dY[row] * derivative[index];
        if (!dLogScale.IsEmpty)
        {
            var share = densities.Span;
            TensorPrimitives.Multiply(slope, residuals.Span, share);
            for (var (row, index) = (0, 0); row < dY.Length; row++)
                for (var end = index + x.Columns; index < end; index++)
                    if (!IsMissing(index))
                        share[index] += dY[row];
            if (dLogScale.Length == 1)
                foreach (var one in share)
                    dLogScale[0] -= one;
            for (var start = 0; dLogScale.Length > 1 && start < share.Length; start += dLogScale.Length)
                TensorPrimitives.Subtract(dLogScale, share.Slice(start, dLogScale.Length), dLogScale);
        }

        if (logScale is not null)
            TensorPrimitives.Multiply(slope, inverseScales.Span, slope);
        if (!dX.IsEmpty)
            TensorPrimitives.Add(dX, slope, dX);
        if (!dLocation.IsEmpty)
            TensorPrimitives.Subtract(dLocation, slope, dLocation);
    }

    private bool IsMissing(int index) => hasMissing && T.IsNaN(x.Value[index]);
}
