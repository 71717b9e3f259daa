using System.Globalization;
using MathNet.Numerics.Distributions;

namespace Ivae.Evaluation;

/// <summary>A mean with its interval by Student's t.</summary>
/// <param name="Mean">Mean.</param>
/// <param name="Low">Lower end; the mean where there are fewer than three values.</param>
/// <param name="High">Upper end.</param>
/// <param name="Count">Number of values.</param>
internal readonly record struct MeanInterval(double Mean, double Low, double High, int Count)
{
    /// <summary>Fewest values that have an interval: two differ by anything, or by nothing, by chance.</summary>
    public const int MinCount = 3;

    /// <summary>The mean of independent values and its interval; not a number where there are none.</summary>
    /// <param name="values">The values.</param>
    /// <param name="alpha">Chance that the interval misses, above 0 and below 1.</param>
    public static MeanInterval Of(IReadOnlyCollection<double> values, double alpha = 0.05)
    {
        if (values.Count == 0)
            return new MeanInterval(double.NaN, double.NaN, double.NaN, 0);
        var mean = values.Average();
        if (values.Count < MinCount)
            return new MeanInterval(mean, mean, mean, values.Count);
        var error = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1) / values.Count);
        var half = StudentT.InvCDF(0, 1, values.Count - 1, 1 - alpha / 2) * error;
        return new MeanInterval(mean, mean - half, mean + half, values.Count);
    }

    /// <summary>
    /// A share of ones among independent zeros and ones, with Wilson's interval, which has a width also where all are
    /// equal.
    /// </summary>
    /// <remarks>Source: Wilson, "Probable inference, the law of succession, and statistical inference", 1927.</remarks>
    /// <param name="values">Zeros and ones.</param>
    /// <param name="alpha">Chance that the interval misses, above 0 and below 1.</param>
    public static MeanInterval OfShare(IReadOnlyCollection<double> values, double alpha = 0.05)
    {
        if (values.Count == 0)
            return Of(values);
        var (share, n, z) = (values.Average(), values.Count, Normal.InvCDF(0, 1, 1 - alpha / 2));
        var middle = (share + z * z / (2 * n)) / (1 + z * z / n);
        var half = z / (1 + z * z / n) * Math.Sqrt(share * (1 - share) / n + z * z / (4.0 * n * n));
        return new MeanInterval(share, middle - half, middle + half, n);
    }

    /// <summary>The interval cut to what is possible, for drawing.</summary>
    public MeanInterval Within(double low, double high) =>
        this with { Low = Math.Max(Low, low), High = Math.Min(High, high) };

    /// <summary>Mean and interval, with three decimals; a dash where there is none.</summary>
    public override string ToString() => Count switch
    {
        0 => "–",
        < MinCount => Mean.ToString("F3", CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Mean:F3} [{Low:F3}, {High:F3}]"),
    };
}
