namespace Ivae.Causality;

/// <summary>How much two disturbances tell of each other within segments, in nats a row.</summary>
internal static class ResidualDependence
{
    /// <summary>
    /// For each segment the sum of −½ log(1 − r²) over the correlations r of a and |a| with b and |b| about their means, less the ½/L that each has by chance: unbiased near
    /// independence, where it may be negative. The first is the mutual information of a Gaussian; the others see spreads that follow the other variable.
    /// </summary>
    /// <param name="a">First disturbance <c>[N]</c>.</param>
    /// <param name="b">Second disturbance <c>[N]</c>.</param>
    /// <param name="blocks">Rows of each segment.</param>
    public static double[] BySegment(float[] a, float[] b, IReadOnlyList<int[]> blocks) => [.. blocks.Select(rows => Information(a, b, rows))];

    /// <summary>Standard error of the mean over segments when nothing is left: each of the four terms is about ½χ²₁/L, of standard deviation 1/(√2 L).</summary>
    public static double StandardErrorByChance(IReadOnlyList<int[]> blocks) => Math.Sqrt(blocks.Sum(rows => 2.0 / ((double)rows.Length * rows.Length))) / blocks.Count;

    private static double Information(float[] a, float[] b, int[] rows)
    {
        double[] x = Centred(rows.Select(row => (double)a[row])), y = Centred(rows.Select(row => (double)b[row]));
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
