namespace Ivae.Causality;

/// <summary>A distribution over rows, in the units of the data.</summary>
/// <param name="Mean">Mean.</param>
/// <param name="StandardDeviation">Standard deviation.</param>
/// <param name="Low">5 % quantile.</param>
/// <param name="Median">Median.</param>
/// <param name="High">95 % quantile.</param>
public sealed record ColumnSummary(double Mean, double StandardDeviation, double Low, double Median, double High)
{
    internal static ColumnSummary Of(float[] values)
    {
        var sorted = values.Order().ToArray();
        var mean = values.Average(value => (double)value);
        double Quantile(double share) => sorted[(int)(share * (sorted.Length - 1))];
        return new ColumnSummary(mean, Math.Sqrt(values.Average(value => (value - mean) * (value - mean))), Quantile(0.05), Quantile(0.5), Quantile(0.95));
    }
}
