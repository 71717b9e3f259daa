using Ivae.Numerics;

namespace Ivae.Causality;

/// <summary>A distribution over rows, in the units of the data.</summary>
/// <param name="Mean">Mean.</param>
/// <param name="StandardDeviation">Standard deviation.</param>
/// <param name="Low">5 % quantile.</param>
/// <param name="Median">Median.</param>
/// <param name="High">95 % quantile.</param>
internal sealed record ColumnSummary(double Mean, double StandardDeviation, double Low, double Median, double High)
{
    internal static ColumnSummary Of(float[] values)
    {
        var sorted = values.Order().ToArray();
        var (mean, deviation) = Moments.Of(values);
        return new ColumnSummary(mean, deviation, At(0.05), At(0.5), At(0.95));

        double At(double probability) => Quantile.AtOrBelow<float>(sorted, probability);
    }
}
