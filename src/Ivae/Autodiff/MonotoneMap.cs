using System.Numerics;
using System.Numerics.Tensors;
using Ivae.Numerics;
using Ivae.Onnx;

namespace Ivae.Autodiff;

/// <summary>
/// A rising map of each of n units, y = e^a·x + Σₖ e^(wₖ)·softplus(rₖ·(x − tₖ))/rₖ with rₖ = ±2·e^(cₖ), signs
/// alternating: its slope e^a + Σₖ e^(wₖ)·sigmoid(rₖ·(x − tₖ)) is positive, and e^(wₖ) more on one side of each of K
/// knots tₖ than on the other.
/// </summary>
/// <remarks>Compare the element-wise maps of Meng, Song, Song and Ermon, "Gaussianization flows", AISTATS 2020, which
/// are normal quantiles of mixtures of logistic distribution functions.</remarks>
/// <param name="least">a <c>[1, n]</c>.</param>
/// <param name="weight">w <c>[K, n]</c>.</param>
/// <param name="place">t <c>[K, n]</c>.</param>
/// <param name="steepness">c <c>[K, n]</c>.</param>
internal sealed class MonotoneMap<T>(Variable<T> least, Variable<T> weight, Variable<T> place, Variable<T> steepness)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double UnitSteepness = 2;

    private readonly Scratch<T> table = new();
    private readonly Scratch<T> sums = new();
    private readonly Scratch<T> keptQ = new();
    private readonly Scratch<T> keptP = new();
    private readonly int period = SoftplusKernel.Period<T>(least.Columns);

    private int Units => least.Columns;

    private int Knots => weight.Rows;

    /// <summary>y and the slope, each <c>[B, n]</c>, at x <c>[B, n]</c>.</summary>
    public void Forward(ReadOnlySpan<T> x, Span<T> y, Span<T> slope)
    {
        for (var start = 0; start < x.Length; start += period)
        {
            var length = Math.Min(period, x.Length - start);
            var tile = table.Span[..length];
            TensorPrimitives.Multiply(x.Slice(start, length), tile, y.Slice(start, length));
            tile.CopyTo(slope[start..]);
        }

        var q = keptQ.Resize(Knots * x.Length);
        var p = keptP.Resize(Knots * x.Length);
        for (var k = 0; k < Knots; k++)
            SoftplusKernel.Forward(
                x, Knot(k), y, slope, q.Slice(k * x.Length, x.Length), p.Slice(k * x.Length, x.Length));
    }

    /// <summary>The same in an ONNX graph: y and slope of x, all <c>[B, n]</c>.</summary>
    public Func<OnnxValue, (OnnxValue Y, OnnxValue Slope)> Describe(OnnxTape<T> onnx)
    {
        Load();
        var e = onnx.Constant(table.Span[..Units], [1, Units]);
        var (t, r, u, v) = (Part(0), Part(1), Part(2), Part(3));
        return x =>
        {
            var s = (x.Unsqueeze(1) - t) * r;
            var (rise, slope) = ((s.Softplus() * u).Sum(1), (s.Sigmoid() * v).Sum(1));
            return (x * e + rise.Reshape(-1, Units), slope.Reshape(-1, Units) + e);
        };

        OnnxValue Part(int part)
        {
            var numbers = new T[Knots * Units];
            for (var k = 0; k < Knots; k++)
                Knot(k).Slice(part * period, Units).CopyTo(numbers.AsSpan(k * Units));
            return onnx.Constant(numbers, [Knots, Units]);
        }
    }

    /// <summary>
    /// Adds to the gradients of the parameters, and to that of x, at the x of the last <see cref="Forward"/>.
    /// </summary>
    /// <param name="x">x.</param>
    /// <param name="dY">Gradient of y <c>[B, n]</c>.</param>
    /// <param name="dSlope">Gradient of the slope <c>[B, n]</c>.</param>
    /// <param name="dX">Gradient of x <c>[B, n]</c>, without the share dy·slope.</param>
    public void Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> dY, ReadOnlySpan<T> dSlope, Span<T> dX)
    {
        var sum = sums.Resize(4 * period);
        sum[..period].Clear();
        for (var start = 0; start < x.Length; start += period)
        {
            var tile = sum[..Math.Min(period, x.Length - start)];
            TensorPrimitives.MultiplyAdd(dY.Slice(start, tile.Length), x.Slice(start, tile.Length), tile, tile);
            TensorPrimitives.Add(tile, dSlope.Slice(start, tile.Length), tile);
        }

        var dLeast = least.GradientToAdd();
        var dWeight = weight.GradientToAdd();
        var dPlace = place.GradientToAdd();
        var dSteepness = steepness.GradientToAdd();
        for (var unit = 0; unit < Units; unit++)
            dLeast[unit] += table.Span[unit] * Total(sum, unit);
        for (var k = 0; k < Knots; k++)
        {
            sum.Clear();
            var knot = Knot(k);
            SoftplusKernel.Backward(x, knot, keptQ.Span.Slice(k * x.Length, x.Length),
                keptP.Span.Slice(k * x.Length, x.Length), dY, dSlope, dX, sum);
            for (var (unit, at) = (0, k * Units); unit < Units; unit++, at++)
            {
                var (u, v) = (knot[2 * period + unit], knot[3 * period + unit]);
                var (values, slopes) = (Total(sum, unit), Total(sum[period..], unit));
                var (moments, forces) = (Total(sum[(2 * period)..], unit), Total(sum[(3 * period)..], unit));
                dWeight[at] += u * values + v * slopes;
                dSteepness[at] += v * moments - u * values;
                dPlace[at] -= v * forces;
            }
        }
    }

    /// <summary>
    /// Takes over the parameters as they are now, each repeated for as many rows as fill whole registers.
    /// </summary>
    public void Load()
    {
        var all = table.Resize((1 + 4 * Knots) * period);
        for (var unit = 0; unit < Units; unit++)
            all[unit] = T.Exp(least.Value[unit]);
        for (var k = 0; k < Knots; k++)
            for (var (unit, at) = (0, k * Units); unit < Units; unit++, at++)
            {
                var (v, r) = (T.Exp(weight.Value[at]),
                    T.CreateTruncating(k % 2 == 0 ? UnitSteepness : -UnitSteepness) * T.Exp(steepness.Value[at]));
                var knot = Knot(k);
                (knot[unit], knot[period + unit], knot[2 * period + unit], knot[3 * period + unit]) =
                    (place.Value[at], r, v / r, v);
            }

        for (var start = 0; start < all.Length; start += period)
            for (var row = Units; row < period; row += Units)
                all.Slice(start, Units).CopyTo(all[(start + row)..]);
    }

    /// <summary>t, r, u = v/r and v = e^w of a knot, each <c>[period]</c>.</summary>
    private Span<T> Knot(int k) => table.Span.Slice((1 + 4 * k) * period, 4 * period);

    private T Total(ReadOnlySpan<T> tile, int unit)
    {
        var total = T.Zero;
        for (var at = unit; at < period; at += Units)
            total += tile[at];
        return total;
    }
}
