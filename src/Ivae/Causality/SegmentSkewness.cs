namespace Ivae.Causality;

/// <summary>
/// How much the shape of a disturbance changes between segments. A cause is a function of one disturbance, so that one
/// map gives it the same shape in all of them; a variable with a hidden cause is a function of two, whose scales move
/// apart, and no map does.
/// </summary>
internal static class SegmentSkewness
{
    private const double Clip = CausalityDecisions.SkewnessClip;

    /// <summary>
    /// ½ (Var_u(γ_u) / 6 − 1/L), in nats a row: γ is the skewness of a segment, of variance 6/L by chance where it is
    /// normal. Unbiased near equal shapes, where it may be negative.
    /// </summary>
    /// <param name="values">Values with mean 0 and variance 1 in each half of each segment <c>[N]</c>; those beyond 3
    /// are cut to that, for the sake of heavy tails.</param>
    /// <param name="blocks">Rows of each half of each segment, the halves of a segment one after the other.</param>
    public static double Changes(double[] values, IReadOnlyList<int[]> blocks)
    {
        double[] skewness = [.. blocks.Chunk(2).Select(halves =>
            halves.SelectMany(rows => rows).Average(row => Cube(Math.Clamp(values[row], -Clip, Clip))))];
        var mean = skewness.Average();
        var chance = blocks.Chunk(2).Average(halves => 1.0 / halves.Sum(rows => rows.Length));
        return 0.5 * (skewness.Average(value => (value - mean) * (value - mean)) / 6 - chance);
    }

    private static double Cube(double value) => value * value * value;
}
