namespace Ivae.Numerics;

/// <summary>The coefficient of determination R² = 1 − Σ(x − x̂)² / Σ(x − mean x)²; 0 for what does not vary.</summary>
internal static class RSquared
{
    /// <summary>One R², its sums over all columns; values need not be finite.</summary>
    /// <param name="observed">x, <c>[N, D]</c>.</param>
    /// <param name="predicted">x̂, <c>[N, D]</c>.</param>
    public static double Pooled(RowSelection observed, Matrix predicted)
    {
        var (errors, deviations) = SquaredSums(observed, predicted);
        return Of(errors.Sum(), deviations.Sum());
    }

    /// <summary>R² of each column, <c>[D]</c>.</summary>
    /// <param name="observed">x, <c>[N, D]</c>.</param>
    /// <param name="predicted">x̂, <c>[N, D]</c>.</param>
    public static double[] PerColumn(Matrix observed, Matrix predicted)
    {
        var (errors, deviations) = SquaredSums(observed, predicted);
        return [.. errors.Zip(deviations, Of)];
    }

    /// <summary>Σ(x − x̂)² and Σ(x − mean x)² of each column over the x that are there, each <c>[D]</c>.</summary>
    public static (double[] Errors, double[] Deviations) SquaredSums(RowSelection observed, Matrix predicted)
    {
        var (errors, deviations) = (new double[observed.Columns], new double[observed.Columns]);
        var means = Columns.Means(observed);
        for (var j = 0; j < means.Length; j++)
            if (double.IsNaN(means[j]))
                means[j] = Moments.Of(Array.FindAll(observed.Column(j), value => !float.IsNaN(value))).Mean;
        for (var row = 0; row < observed.Rows; row++)
            for (var j = 0; j < errors.Length; j++)
            {
                if (float.IsNaN(observed[row, j]))
                    continue;
                var error = (double)observed[row, j] - predicted[row, j];
                var deviation = observed[row, j] - means[j];
                errors[j] += error * error;
                deviations[j] += deviation * deviation;
            }

        return (errors, deviations);
    }

    /// <summary>1 − error / deviation, from two sums of squares.</summary>
    public static double Of(double error, double deviation) => deviation > 0 ? 1 - error / deviation : 0;
}
