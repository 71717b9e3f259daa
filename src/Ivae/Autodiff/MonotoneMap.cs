using System.Numerics;
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

    private readonly Scratch<T> powers = new();
    private readonly Scratch<T> numbers = new();
    private readonly Scratch<T> kept = new();
    private readonly Scratch<T> sums = new();
    private readonly Scratch<T> spare = new();

    /// <summary>n.</summary>
    public int Units => least.Columns;

    private int Knots => weight.Rows;

    /// <summary>y and the slope, each <c>[n, W]</c>, at x <c>[n, W]</c>; see <see cref="RisingKernel"/>.</summary>
    public void Forward(ReadOnlySpan<T> x, Span<T> y, Span<T> slope) =>
        RisingKernel.Forward(x, numbers.Span, y, slope, kept.Resize(2 * Knots * x.Length), Units);

    /// <summary>The same in an ONNX graph: y and slope of x, all <c>[B, n]</c>.</summary>
    public Func<OnnxValue, (OnnxValue Y, OnnxValue Slope)> Describe(OnnxTape<T> onnx)
    {
        Load();
        var e = onnx.Constant(Column(0), [1, Units]);
        var (r, s, u, v) = (Part(0), Part(1), Part(2), Part(3));
        return x =>
        {
            var argument = x.Unsqueeze(1) * r + s;
            var (rise, slope) = ((argument.Softplus() * u).Sum(1), (argument.Sigmoid() * v).Sum(1));
            return (x * e + rise.Reshape(-1, Units), slope.Reshape(-1, Units) + e);
        };

        OnnxValue Part(int part) => onnx.Constant(
            [.. Enumerable.Range(0, Knots).SelectMany(k => Column(1 + 4 * k + part))], [Knots, Units]);

        T[] Column(int column) => [.. Enumerable.Range(0, Units)
            .Select(unit => numbers.Span[unit * RisingKernel.Numbers(Knots) + column])];
    }

    /// <summary>
    /// Adds to the gradients of the parameters, and gives that of x, at the x of the last <see cref="Forward"/>.
    /// </summary>
    /// <param name="x">x <c>[n, W]</c>.</param>
    /// <param name="slope">The slope <c>[n, W]</c>.</param>
    /// <param name="dY">Gradient of y <c>[n, W]</c>.</param>
    /// <param name="dLog">Gradient of the sum of log slopes <c>[1, W]</c>.</param>
    /// <param name="dX">Gradient of x <c>[n, W]</c>.</param>
    public void Backward(
        ReadOnlySpan<T> x, ReadOnlySpan<T> slope, ReadOnlySpan<T> dY, ReadOnlySpan<T> dLog, Span<T> dX)
    {
        var total = sums.Resize(Units * RisingKernel.Sums(Knots));
        RisingKernel.Backward(
            x, numbers.Span, slope, kept.Span, dY, dLog, dX, total, spare.Resize(dLog.Length));
        ReadOnlySpan<T> own = numbers.Span;
        var dLeast = least.GradientToAdd();
        var dWeight = weight.GradientToAdd();
        var dPlace = place.GradientToAdd();
        var dSteepness = steepness.GradientToAdd();
        var t = place.Value;
        for (var unit = 0; unit < Units; unit++)
        {
            dLeast[unit] += own[0] * (total[0] + total[1]);
            own = own[1..];
            total = total[4..];
            for (var at = unit; at < Knots * Units; at += Units)
            {
                var (u, v) = (own[2], own[3]);
                var (values, slopes, moments, forces) = (total[0], total[1], total[2], total[3]);
                dWeight[at] += u * values + v * slopes;
                dSteepness[at] += v * (moments - t[at] * forces) - u * values;
                dPlace[at] -= v * forces;
                own = own[4..];
                total = total[4..];
            }
        }
    }

    /// <summary>Takes over the parameters as they are now.</summary>
    public void Load()
    {
        var exponentials = powers.Resize(Units * (1 + 2 * Knots));
        var weights = exponentials[Units..];
        var rates = exponentials[(Units * (1 + Knots))..];
        ElementFunctions.Exp<T>(least.Value, exponentials[..Units]);
        ElementFunctions.Exp<T>(weight.Value, weights[..weight.Length]);
        ElementFunctions.Exp<T>(steepness.Value, rates);
        var own = numbers.Resize(Units * RisingKernel.Numbers(Knots));
        var t = place.Value;
        for (var unit = 0; unit < Units; unit++)
        {
            own[0] = exponentials[unit];
            own = own[1..];
            for (var (k, at) = (0, unit); k < Knots; k++, at += Units)
            {
                var v = weights[at];
                var r = T.CreateTruncating(k % 2 == 0 ? UnitSteepness : -UnitSteepness) * rates[at];
                (own[0], own[1], own[2], own[3]) = (r, -r * t[at], v / r, v);
                own = own[4..];
            }
        }
    }
}
