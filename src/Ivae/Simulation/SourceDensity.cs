using Ivae.Numerics;

namespace Ivae.Simulation;

/// <summary>The standardised sources e (mean 0, variance 1): one place that both samples and scores them.</summary>
internal static class SourceDensity
{
    /// <summary>One draw of e.</summary>
    public static double Sample(SourceFamily family, RandomStream random)
    {
        if (family == SourceFamily.Gaussian)
            return random.NextNormal();

        // The middle of the 2⁻⁵³ wide cell of a uniform number: never 0 or 1, where both quantile functions are infinite.
        var p = random.NextDouble() + 0.5 / (1UL << 53);
        if (family == SourceFamily.HyperbolicSecant)
            return 2 / Math.PI * Math.Log(Math.Tan(Math.PI / 2 * p));
        return (p < 0.5 ? Math.Log(2 * p) : -Math.Log(2 * (1 - p))) / Math.Sqrt(2);
    }

    /// <summary>log p(e), nats.</summary>
    public static double LogDensity(SourceFamily family, double e) => family switch
    {
        SourceFamily.Gaussian => -0.5 * (e * e + Math.Log(2 * Math.PI)),
        SourceFamily.Laplace => -Math.Sqrt(2) * Math.Abs(e) - 0.5 * Math.Log(2),
        SourceFamily.HyperbolicSecant => -Math.PI / 2 * Math.Abs(e) - Math.Log(1 + Math.Exp(-Math.PI * Math.Abs(e))),
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, "Give a source family."),
    };
}
