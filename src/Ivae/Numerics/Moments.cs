namespace Ivae.Numerics;

/// <summary>Mean and standard deviation of one column, with N in the denominator; both 0 without rows.</summary>
/// <param name="Mean">Mean.</param>
/// <param name="StandardDeviation">Standard deviation.</param>
internal readonly record struct Moments(double Mean, double StandardDeviation)
{
    /// <summary>The moments of values <c>[N]</c>, accumulated in double precision in two passes.</summary>
    public static Moments Of(ReadOnlySpan<float> values)
    {
        if (values.IsEmpty)
            return default;
        var (sum, squares) = (0.0, 0.0);
        foreach (var value in values)
            sum += value;
        var mean = sum / values.Length;
        foreach (var value in values)
            squares += (value - mean) * (value - mean);
        return new Moments(mean, Math.Sqrt(squares / values.Length));
    }
}
