using Ivae.Numerics;

namespace Ivae.Evaluation.Disentanglement;

/// <summary>
/// SAP: the mean over factors of the gap between the two latents that predict the factor best. How well one latent
/// predicts is the squared correlation for a factor of more than 20 values, and for any other the balanced accuracy of
/// the nearest class mean: means from odd rows, accuracy on even ones.
/// </summary>
/// <remarks>Source: Kumar, Sattigeri and Balakrishnan 2018, section 3, whose thresholds for discrete factors are here
/// those halfway between class means.</remarks>
internal static class AttributePredictability
{
    /// <summary>The score, 0 … 1.</summary>
    /// <param name="latents">z, <c>[N, L]</c>.</param>
    /// <param name="factors">v, <c>[N, K]</c>.</param>
    /// <exception cref="ArgumentException">The numbers of rows differ, are below 2, or a value is not
    /// finite.</exception>
    public static double Compute(Matrix latents, Matrix factors)
    {
        ArgumentNullException.ThrowIfNull(latents);
        ArgumentNullException.ThrowIfNull(factors);
        var correlations = Correlation.Pearson(latents, factors);
        var predictability = new double[latents.Columns, factors.Columns];
        var levels = FactorLevels.Of(factors);
        for (var i = 0; i < latents.Columns; i++)
        {
            var z = latents.Column(i);
            for (var k = 0; k < factors.Columns; k++)
                predictability[i, k] =
                    levels[k].Discrete ? NearestMeanAccuracy(z, levels[k]) : correlations[i, k] * correlations[i, k];
        }

        return Enumerable.Range(0, factors.Columns)
            .Average(k => LargestTwo.Of(predictability, k) is var (first, second) ? first - second : 0);
    }

    /// <summary>
    /// Mean over the levels found in even rows of the share of them that lies nearest to its own level's mean over odd
    /// rows.
    /// </summary>
    private static double NearestMeanAccuracy(float[] z, FactorLevels factor)
    {
        var (means, counts) = (new double[factor.Count], new int[factor.Count]);
        for (var row = 0; row < z.Length; row += 2)
        {
            means[factor.Codes[row]] += z[row];
            counts[factor.Codes[row]]++;
        }

        for (var level = 0; level < means.Length; level++)
            means[level] = counts[level] > 0 ? means[level] / counts[level] : double.PositiveInfinity;
        var (right, all) = (new int[factor.Count], new int[factor.Count]);
        for (var row = 1; row < z.Length; row += 2)
        {
            var nearest = 0;
            for (var level = 1; level < means.Length; level++)
                if (Math.Abs(z[row] - means[level]) < Math.Abs(z[row] - means[nearest]))
                    nearest = level;
            all[factor.Codes[row]]++;
            if (nearest == factor.Codes[row])
                right[nearest]++;
        }

        return Enumerable.Range(0, factor.Count).Where(level => all[level] > 0)
            .Select(level => (double)right[level] / all[level]).DefaultIfEmpty(0).Average();
    }
}
