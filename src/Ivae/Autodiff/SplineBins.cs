using System.Numerics;
using System.Numerics.Tensors;
using Ivae.Numerics;
using Ivae.Onnx;

namespace Ivae.Autodiff;

/// <summary>
/// The bins of a rising rational-quadratic spline for each of N numbers, from 23 numbers of a network each: K = 8
/// widths and K heights, which share the interval from −5 to 5 by a softmax, and K − 1 slopes at the knots between
/// them. Outside the interval the spline is the identity, and its slope at both ends is 1.
/// </summary>
/// <remarks>Source: Durkan, Bekasov, Murray and Papamakarios, "Neural spline flows", NeurIPS 2019, section 3.1; their
/// interval, from −3 to 3, is too narrow for the tails of whitened data.</remarks>
/// <param name="numbers">Unbounded numbers <c>[B, N·23/B]</c>.</param>
internal sealed class SplineBins<T>(Variable<T> numbers)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>K.</summary>
    public const int Count = 8;

    /// <summary>Numbers that a spline is made from.</summary>
    public const int Parameters = 3 * Count - 1;

    private const double MinSize = 1e-3; // share of a bin, and slope

    private readonly Scratch<T> shares = new();

    /// <summary>Half the interval.</summary>
    public static T Reach { get; } = T.CreateTruncating(5);

    private static T Free { get; } = T.CreateTruncating(1 - Count * MinSize);

    // 0 gives a slope of 1
    private static T SlopeShift { get; } = T.CreateTruncating(Math.Log(Math.Exp(1 - MinSize) - 1));

    /// <summary>Takes over the numbers as they are now.</summary>
    public void Load()
    {
        var all = shares.Resize(numbers.Length / Parameters * 2 * Count);
        for (var part = 0; part < all.Length; part += Count)
        {
            var logits = numbers.Value.Slice(part / (2 * Count) * Parameters + part % (2 * Count), Count);
            TensorPrimitives.Subtract(logits, TensorPrimitives.Max<T>(logits), all.Slice(part, Count));
        }

        ElementFunctions.Exp<T>(all, all);
        for (var part = 0; part < all.Length; part += Count)
        {
            var share = all.Slice(part, Count);
            TensorPrimitives.Divide(share, TensorPrimitives.Sum<T>(share), share);
        }
    }

    /// <summary>
    /// The bin of number <paramref name="element"/> that a place between −5 and 5 lies in, on the side of x or of y.
    /// </summary>
    public SplineBin<T> Find(int element, T place, bool isY)
    {
        var (x, y, k) = (-Reach, -Reach, 0);
        for (; ; k++)
        {
            var (width, height) = (Length(element, k), Length(element, Count + k));
            if (k == Count - 1 || place < (isY ? y + height : x + width))
                return new SplineBin<T>(k, x, width, y, height, Slope(element, k), Slope(element, k + 1));
            (x, y) = (x + width, y + height);
        }
    }

    /// <summary>The same in an ONNX graph, for places <c>[B, m]</c>.</summary>
    public OnnxSplineBin Describe(OnnxTape<T> onnx, OnnxValue place, int columns, bool isY)
    {
        var all = onnx[numbers].Reshape(-1, columns, Parameters);
        var (reach, one) = (double.CreateTruncating(Reach), place.Unsqueeze(2) * 0 + 1);
        var (width, height) = (Lengths(0), Lengths(Count));
        var (x, y) = (width.ExclusiveCumulativeSum(2) - reach, height.ExclusiveCumulativeSum(2) - reach);
        var logits = all.Range(2 * Count, Count - 1, axis: 2) + double.CreateTruncating(SlopeShift);
        var slopes = logits.Softplus() + MinSize;
        var reached = (place.Unsqueeze(2) >= (isY ? y : x).Range(1, Count - 1, axis: 2)).ToNumber();
        var chosen = one.Join(reached, axis: 2) - reached.Join(one * 0, axis: 2);
        return new OnnxSplineBin(Chosen(x), Chosen(width), Chosen(y), Chosen(height), Chosen(one.Join(slopes, axis: 2)),
            Chosen(slopes.Join(one, axis: 2)));

        OnnxValue Lengths(int first) =>
            (all.Range(first, Count, axis: 2).Softmax(2) * double.CreateTruncating(Free) + MinSize) * (2 * reach);
        OnnxValue Chosen(OnnxValue ofBins) => (chosen * ofBins).Sum(2).Reshape(-1, columns);
    }

    /// <summary>Adds to the gradient of the numbers of one spline.</summary>
    /// <param name="element">Which one.</param>
    /// <param name="bin">The bin that its place lies in.</param>
    /// <param name="gradient">Gradients of the fields of the bin.</param>
    public void Add(int element, in SplineBin<T> bin, in SplineBin<T> gradient)
    {
        var target = numbers.Gradient.Slice(element * Parameters, Parameters);
        Share(element, 0, bin.Index, gradient.X, gradient.Width, target);
        Share(element, Count, bin.Index, gradient.Y, gradient.Height, target);
        Knot(bin.Index, gradient.LeftSlope, target);
        Knot(bin.Index + 1, gradient.RightSlope, target);

        void Knot(int knot, T slope, Span<T> target)
        {
            if (knot is > 0 and < Count)
                target[2 * Count + knot - 1] += slope / (T.One + T.Exp(-Logit(element, knot)));
        }
    }

    /// <summary>
    /// A length is the interval times MinSize + (1 − K·MinSize)·share, the start of a bin the sum of those before it;
    /// dlogit_i = share_i·(g_i − Σ_j share_j·g_j).
    /// </summary>
    private void Share(int element, int first, int bin, T dStart, T dLength, Span<T> target)
    {
        var share = shares.Span.Slice(element * 2 * Count + first, Count);
        var mean = dLength * share[bin];
        for (var i = 0; i < bin; i++)
            mean += dStart * share[i];
        for (var i = 0; i < Count; i++)
            target[first + i] +=
                (Reach + Reach) * Free * share[i] * ((i < bin ? dStart : i == bin ? dLength : T.Zero) - mean);
    }

    private T Length(int element, int part) =>
        (Reach + Reach) * (T.CreateTruncating(MinSize) + Free * shares.Span[element * 2 * Count + part]);

    private T Slope(int element, int knot)
    {
        if (knot is 0 or Count)
            return T.One;
        var logit = Logit(element, knot);
        return T.CreateTruncating(MinSize) + T.Max(logit, T.Zero) + T.LogP1(T.Exp(-T.Abs(logit)));
    }

    private T Logit(int element, int knot) => numbers.Value[element * Parameters + 2 * Count + knot - 1] + SlopeShift;
}
