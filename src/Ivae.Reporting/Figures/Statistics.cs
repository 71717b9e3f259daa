namespace Ivae.Reporting.Figures;

/// <summary>The few sums figures are annotated with; rows that are not finite are left out.</summary>
internal static class Statistics
{
    public static (double Mean, double StandardDeviation) Moments(ReadOnlySpan<double> values)
    {
        var (count, mean, squares) = (0, 0.0, 0.0);
        foreach (var value in values)
        {
            if (!double.IsFinite(value))
                continue;
            var step = value - mean;
            mean += step / ++count;
            squares += step * (value - mean);
        }

        return count == 0 ? (double.NaN, double.NaN) : (mean, Math.Sqrt(squares / count));
    }

    /// <summary>Pearson's correlation; NaN when one side does not vary.</summary>
    public static double Correlation(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var (count, meanX, meanY, xx, yy, xy) = (0, 0.0, 0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            if (!double.IsFinite(x[i] + y[i]))
                continue;
            count++;
            var (stepX, stepY) = (x[i] - meanX, y[i] - meanY);
            meanX += stepX / count;
            meanY += stepY / count;
            xx += stepX * (x[i] - meanX);
            yy += stepY * (y[i] - meanY);
            xy += stepX * (y[i] - meanY);
        }

        return xx > 0 && yy > 0 ? Math.Clamp(xy / Math.Sqrt(xx * yy), -1, 1) : double.NaN;
    }

    /// <summary>
    /// Share of the variance of <paramref name="truth"/> that <paramref name="estimate"/> accounts for; NaN when there is none.
    /// </summary>
    public static double Determination(ReadOnlySpan<double> truth, ReadOnlySpan<double> estimate)
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
    public static double[] Column(Numerics.Matrix matrix, int column) => [.. matrix.Column(column).Select(value => (double)value)];
}
