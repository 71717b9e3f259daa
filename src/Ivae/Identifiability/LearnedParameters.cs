using Ivae.Distributions;
using Ivae.Numerics;

namespace Ivae.Identifiability;

/// <summary>λ(u) of a learned prior.</summary>
internal static class LearnedParameters
{
    /// <summary>λ of each row <c>[N, p]</c>, in the order and the units of <see cref="NaturalParameters"/>.</summary>
    /// <param name="mean">Prior means <c>[N, L]</c>.</param>
    /// <param name="deviation">Prior standard deviations <c>[N, L]</c>.</param>
    /// <param name="latents">Latents <c>[N, L]</c>, whose root mean squares are the units.</param>
    /// <param name="prior">Family, and what moves.</param>
    public static Matrix Of(Matrix mean, Matrix deviation, Matrix latents, PriorOptions prior)
    {
        var n = mean.Columns;
        var natural = new Matrix(mean.Rows, prior.Modulates == Modulation.MeanAndScale ? 2 * n : n);
        var units = Enumerable.Range(0, n)
            .Select(i => Math.Sqrt(latents.Column(i).Average(z => (double)z * z)) is > 0 and var unit ? unit : 1)
            .ToArray();
        var centres = Columns.Means(mean); // where 0 lies changes neither rank nor volume, but the condition number
        for (var row = 0; row < mean.Rows; row++)
            for (var i = 0; i < n; i++)
            {
                double m = (mean[row, i] - centres[i]) / units[i], v = Math.Pow(deviation[row, i] / units[i], 2);
                natural[row, i] = (float)(prior.Modulates == Modulation.Mean ? m
                    : prior.Modulates == Modulation.Scale ? prior.FamilyOrDefault.ScaleParameter(v)
                    : -1 / (2 * v));
                if (prior.Modulates == Modulation.MeanAndScale)
                    natural[row, n + i] = (float)(m / v);
            }

        return natural;
    }
}
