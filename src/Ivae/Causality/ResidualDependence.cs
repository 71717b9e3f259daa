namespace Ivae.Causality;

/// <summary>How much two disturbances tell of each other within segments, in nats a row.</summary>
internal static class ResidualDependence
{
    /// <summary>
    /// For each segment the sum of −½ log(1 − r²) over the correlations r of a and |a| with b and |b|, less the ½/L
    /// that each has by chance: unbiased near independence, where it may be negative. The first is the mutual
    /// information of a Gaussian; the others see spreads that follow the other variable.
    /// </summary>
    /// <param name="a">Disturbance of the cause <c>[N]</c>.</param>
    /// <param name="b">Disturbance of the effect <c>[N]</c>, without what is <see cref="SharedError"/>.</param>
    /// <param name="blocks">Rows of each half of each segment, the halves of a segment one after the other;
    /// disturbances have mean 0 and variance 1 in each.</param>
    public static double[] BySegment(double[] a, double[] b, IReadOnlyList<int[]> blocks) =>
        [.. Enumerable.Range(0, blocks.Count / 2)
            .Select(m => Information(a, b, [.. blocks[2 * m], .. blocks[2 * m + 1]]))];

    /// <summary>
    /// Standard error of the mean over segments when nothing is left: each of the four terms is about ½χ²₁/L, of
    /// standard deviation 1/(√2 L).
    /// </summary>
    public static double StandardErrorByChance(IReadOnlyList<int[]> blocks)
    {
        double[] lengths = [.. blocks.Chunk(2).Select(halves => (double)halves.Sum(rows => rows.Length))];
        return Math.Sqrt(lengths.Sum(length => 2 / (length * length))) / lengths.Length;
    }

    private static double Information(double[] a, double[] b, int[] rows)
    {
        double[] x = Centred(rows.Select(row => a[row])), y = Centred(rows.Select(row => b[row]));
        double[] ax = Centred(x.Select(Math.Abs)), ay = Centred(y.Select(Math.Abs));
        return Information(x, y) + Information(x, ay) + Information(ax, y) + Information(ax, ay);
    }

    private static double[] Centred(IEnumerable<double> values)
    {
        double[] copy = [.. values];
        var mean = copy.Average();
        return Array.ConvertAll(copy, value => value - mean);
    }

    private static double Information(double[] x, double[] y)
    {
        double xy = 0, xx = 0, yy = 0;
        for (var i = 0; i < x.Length; i++)
            (xy, xx, yy) = (xy + x[i] * y[i], xx + x[i] * x[i], yy + y[i] * y[i]);
        var squared = xx > 0 && yy > 0 ? Math.Min(xy * xy / (xx * yy), 1 - 1e-12) : 0;
        return -0.5 * Math.Log(1 - squared) - 0.5 / x.Length;
    }
}
