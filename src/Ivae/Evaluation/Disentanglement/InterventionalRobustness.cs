using Ivae.Numerics;

namespace Ivae.Evaluation.Disentanglement;

/// <summary>
/// IRS: whether a latent stays where it is while everything but its own factor changes. For latent i and factor k, the
/// deviations |z_i − mean| within each level of v_k have a 99 % quantile; e_ik is its mean over the levels, weighted by
/// their rows, divided by the largest deviation of z_i over all rows. A latent's robustness is 1 − min_k e_ik, and the
/// score their mean, weighted by that largest deviation. Levels as in <see cref="MutualInformationGap"/>.
/// </summary>
/// <remarks>Source: Suter, Miladinović, Schölkopf and Bauer 2019; quantile and weights as in Locatello et al.
/// 2019.</remarks>
internal static class InterventionalRobustness
{
    /// <summary>The score, 0 … 1; 0 when every latent is constant.</summary>
    /// <param name="latents">z, <c>[N, L]</c>.</param>
    /// <param name="factors">v, <c>[N, K]</c>.</param>
    /// <exception cref="ArgumentException">The numbers of rows differ, are 0, or a value is not finite.</exception>
    public static double Compute(Matrix latents, Matrix factors)
    {
        ArgumentNullException.ThrowIfNull(latents);
        ArgumentNullException.ThrowIfNull(factors);
        Correlation.Check(latents, factors);
        int[][][] rows = [.. FactorLevels.Of(factors).Select(factor => factor.Rows())];
        var (sum, weights) = (0.0, 0.0);
        for (var i = 0; i < latents.Columns; i++)
        {
            var z = latents.Column(i);
            var largest = Deviations(z, [.. Enumerable.Range(0, z.Length)])[^1];
            if (largest == 0)
                continue;
            var least = rows.Min(levels => levels.Sum(level =>
                (double)level.Length / z.Length * Quantile.Of<double>(Deviations(z, level), 0.99)));
            sum += largest - least;
            weights += largest;
        }

        return weights > 0 ? sum / weights : 0;
    }

    /// <summary>|z − mean| of some rows, ascending.</summary>
    private static double[] Deviations(float[] z, int[] rows)
    {
        var mean = z[rows[0]] + rows.Average(row => (double)z[row] - z[rows[0]]); // exact for a constant column
        return [.. rows.Select(row => Math.Abs(z[row] - mean)).Order()];
    }
}
