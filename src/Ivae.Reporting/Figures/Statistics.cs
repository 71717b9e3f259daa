using MathNet.Numerics.Statistics;
using Pearson = MathNet.Numerics.Statistics.Correlation;

namespace Ivae.Reporting.Figures;

/// <summary>The few sums figures are annotated with; rows that are not finite are left out.</summary>
internal static class Statistics
{
    /// <summary>
    /// Mean and standard deviation, the latter with N in the denominator; NaN without a finite value.
    /// </summary>
    public static (double Mean, double StandardDeviation) Moments(double[] values)
    {
        var finite = Array.FindAll(values, double.IsFinite);
        return (ArrayStatistics.Mean(finite), ArrayStatistics.PopulationStandardDeviation(finite));
    }

    /// <summary>Pearson's correlation; NaN when one side does not vary.</summary>
    public static double Correlation(double[] x, double[] y)
    {
        int[] finite = [.. Enumerable.Range(0, x.Length).Where(i => double.IsFinite(x[i] + y[i]))];
        return Math.Clamp(Pearson.Pearson(finite.Select(i => x[i]), finite.Select(i => y[i])), -1, 1);
    }

    /// <summary>
    /// Share of the variance of <paramref name="truth"/> that <paramref name="estimate"/> accounts for; NaN when there
    /// is none.
    /// </summary>
    public static double Determination(double[] truth, double[] estimate)
    {
        var (mean, deviation) = Moments(truth);
        var (count, residual) = (0, 0.0);
        for (var i = 0; i < truth.Length; i++)
        {
            if (!double.IsFinite(truth[i] + estimate[i]))
                continue;
            count++;
            residual += (truth[i] - estimate[i]) * (truth[i] - estimate[i]);
        }

        return deviation > 0 && double.IsFinite(mean) ? 1 - residual / count / (deviation * deviation) : double.NaN;
    }

    /// <summary>Values moved and scaled to mean 0 and standard deviation 1, times <paramref name="sign"/>.</summary>
    public static double[] Standardised(double[] values, int sign = 1)
    {
        var (mean, deviation) = Moments(values);
        return [.. values.Select(value => deviation > 0 ? sign * (value - mean) / deviation : 0 * value)];
    }

    /// <summary>Column as double precision.</summary>
    public static double[] Column(Numerics.Matrix matrix, int column) =>
        [.. matrix.Column(column).Select(value => (double)value)];
}
