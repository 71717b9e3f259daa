namespace Ivae.Test.Distributions;

/// <summary>
/// Statements about expectations, tested on samples from fixed seeds: five standard errors, so that chance is no
/// explanation.
/// </summary>
internal static class MonteCarlo
{
    /// <summary>
    /// The expectation behind the samples is <paramref name="expected"/>; a handful of rare events more or less is no
    /// evidence.
    /// </summary>
    public static void MeanIs(double expected, IReadOnlyCollection<double> samples, string what)
    {
        var mean = samples.Average();
        var error = Math.Sqrt(samples.Average(x => (x - mean) * (x - mean)) / samples.Count);
        if (!(Math.Abs(mean - expected) <= 5 * error + 5.0 / samples.Count))
            Assert.Fail($"{what}: {mean:R} ± {error:G2} is not {expected:R}");
    }

    /// <summary>
    /// The samples follow a distribution function: Kolmogorov and Smirnov's distance, critical value of one in a
    /// million.
    /// </summary>
    public static void Follow(Func<double, double> distribution, IEnumerable<double> samples, string what)
    {
        var sorted = samples.Order().ToArray();
        var n = (double)sorted.Length;
        var distance = sorted.Select((x, i) => Math.Max(distribution(x) - i / n, (i + 1) / n - distribution(x))).Max();
        Assert.True(distance * Math.Sqrt(n) < 2.69, $"{what}: distance {distance}");
    }
}
