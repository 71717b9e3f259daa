using System.Numerics;
using MathNet.Numerics.Distributions;

namespace Ivae.Numerics;

/// <summary>Quantiles of a sample.</summary>
internal static class Quantile
{
    /// <summary>Of a standard normal at .975: standard errors that a 95 % interval reaches to either side.</summary>
    public static readonly double Normal975 = Normal.InvCDF(0, 1, 0.975);

    /// <summary>Interpolates linearly between neighbouring values: type 7 of Hyndman and Fan 1996.</summary>
    /// <param name="sorted">Values in ascending order <c>[N]</c>, N at least 1.</param>
    /// <param name="probability">0 … 1.</param>
    public static double Of<T>(ReadOnlySpan<T> sorted, double probability)
        where T : INumberBase<T>
    {
        var position = probability * (sorted.Length - 1);
        var below = (int)position;
        var (low, high) = (sorted[below], sorted[Math.Min(below + 1, sorted.Length - 1)]);
        return double.CreateTruncating(low)
            + (position - below) * (double.CreateTruncating(high) - double.CreateTruncating(low));
    }

    /// <summary>The largest value of the sample that is not above the quantile of type 7.</summary>
    /// <param name="sorted">Values in ascending order <c>[N]</c>, N at least 1.</param>
    /// <param name="probability">0 … 1.</param>
    public static T AtOrBelow<T>(ReadOnlySpan<T> sorted, double probability)
        => sorted[(int)(probability * (sorted.Length - 1))];

    /// <summary>The inverse of the empirical distribution function, x₍⌊pN⌋₊₁₎; the largest value at p = 1.</summary>
    /// <param name="sorted">Values in ascending order <c>[N]</c>, N at least 1.</param>
    /// <param name="probability">0 … 1.</param>
    public static T Empirical<T>(ReadOnlySpan<T> sorted, double probability)
        => sorted[Math.Clamp((int)(probability * sorted.Length), 0, sorted.Length - 1)];

    /// <summary>The median; of an even number of values the upper of the two in the middle.</summary>
    /// <param name="values">Values in any order <c>[N]</c>, N at least 1.</param>
    public static T UpperMedian<T>(IReadOnlyCollection<T> values) => values.Order().ElementAt(values.Count / 2);
}
