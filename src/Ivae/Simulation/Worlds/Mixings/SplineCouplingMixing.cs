using Ivae.Numerics;

namespace Ivae.Simulation.Worlds;

/// <remarks>
/// Injective: a stays as it is, and the splines rise. Source: Durkan, Bekasov, Murray and Papamakarios, "Neural spline
/// flows", NeurIPS 2019.
/// </remarks>
internal sealed class SplineCouplingMixing : MixingKind
{
    private const int Bins = 6;
    private const double Bound = 3;

    public override string Name => "spline-coupling";

    public override string Description =>
        "Layers (a, b) ← (a, g(b; a)) between rotations, a the first ⌊n/2⌋, g a rising rational-quadratic spline of 6 "
        + "bins on [−3, 3] whose knots are networks of a with outputs of size strength.";

    public override int Layers => 4;

    public override int MinLatent => 2;

    public override WorldMixing Draw(MixingShape shape, RandomStream random) =>
        MixingBlocks.BetweenRotations(shape, Coupling, random);

    private static MixingStep Coupling(int n, double strength, RandomStream random)
    {
        const int each = 3 * Bins - 1;
        var (kept, moved) = (n / 2, n - n / 2);
        var network = new DualNetwork(kept, moved * each, strength, random);
        return new MixingStep(n, (h, x) =>
        {
            var knots = new Dual[moved * each];
            network.Evaluate(h[..kept], knots);
            h.CopyTo(x);
            for (var i = 0; i < moved; i++)
                x[kept + i] = Spline(h[kept + i], knots.AsSpan(i * each, each));
        });
    }

    /// <summary>The spline at b; outside [−3, 3] it is b itself.</summary>
    /// <param name="b">Where.</param>
    /// <param name="knots">
    /// Logits of the widths and of the heights of the bins, and slopes at the inner knots before a softplus.
    /// </param>
    private static Dual Spline(Dual b, Span<Dual> knots)
    {
        if (Math.Abs(b.Value) >= Bound)
            return b;
        Span<Dual> widths = knots[..Bins], heights = knots[Bins..(2 * Bins)], slopes = knots[(2 * Bins)..];
        Softmax(widths);
        Softmax(heights);
        Dual left = -Bound, low = -Bound;
        var bin = 0;
        while (bin < Bins - 1 && b.Value >= (left + widths[bin]).Value)
        {
            (left, low) = (left + widths[bin], low + heights[bin]);
            bin++;
        }

        var (slopeLeft, slopeRight) = (Slope(slopes, bin - 1), Slope(slopes, bin));
        var t = (b - left) / widths[bin];
        var (mean, bow) = (heights[bin] / widths[bin], t * (1 - t));
        var denominator = mean + (slopeLeft + slopeRight - 2 * mean) * bow;
        return low + heights[bin] * (mean * t * t + slopeLeft * bow) / denominator;
    }

    /// <summary>Slope at an inner knot: 1 for a logit of 0; 1 at both ends.</summary>
    private static Dual Slope(Span<Dual> slopes, int knot) =>
        knot < 0 || knot >= slopes.Length ? 1 : Dual.Softplus(slopes[knot] + Math.Log(Math.E - 1));

    /// <summary>Parts of the whole length 6, each at least .01 of it.</summary>
    private static void Softmax(Span<Dual> logits)
    {
        Dual sum = 0;
        for (var k = 0; k < Bins; k++)
        {
            logits[k] = Dual.Exp(logits[k]);
            sum += logits[k];
        }

        for (var k = 0; k < Bins; k++)
            logits[k] = 2 * Bound * (0.01 + (1 - 0.01 * Bins) * (logits[k] / sum));
    }
}
