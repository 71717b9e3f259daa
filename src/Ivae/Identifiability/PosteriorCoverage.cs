using Ivae.Evaluation;
using Ivae.Numerics;

namespace Ivae.Identifiability;

/// <summary>Whether posterior intervals are honest, where the true sources are known.</summary>
internal static class PosteriorCoverage
{
    private const double NormalQuantile95 = 1.6448536269514722;

    /// <summary>
    /// Share of true sources within the 90 % posterior interval of their latent, after each latent was matched and
    /// mapped to its source by a line; matched and mapped on odd rows, counted on even ones.
    /// </summary>
    /// <param name="mean">Posterior means <c>[N, L]</c>.</param>
    /// <param name="deviation">Posterior standard deviations <c>[N, L]</c>.</param>
    /// <param name="sources">True sources <c>[N, n]</c>.</param>
    public static double Of(Matrix mean, Matrix deviation, Matrix sources)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(deviation);
        ArgumentNullException.ThrowIfNull(sources);
        var assignment = MeanCorrelationCoefficient.ComputeHeldOut(mean, sources).Assignment;
        var (inside, counted) = (0, 0);
        for (var i = 0; i < assignment.Length; i++)
        {
            if (assignment[i] is not (>= 0 and var latent))
                continue;
            var (slope, shift) = Line(mean.Column(latent), sources.Column(i));
            for (var row = 1; row < mean.Rows; row += 2, counted++)
                if (Math.Abs(sources[row, i] - slope * mean[row, latent] - shift)
                    <= NormalQuantile95 * Math.Abs(slope) * deviation[row, latent])
                    inside++;
        }

        return counted == 0 ? 0 : (double)inside / counted;
    }

    private static (double Slope, double Shift) Line(float[] z, float[] s)
    {
        var (n, sz, ss, szz, szs) = (0, 0.0, 0.0, 0.0, 0.0);
        for (var row = 0; row < z.Length; row += 2)
        {
            n++;
            sz += z[row];
            ss += s[row];
            szz += (double)z[row] * z[row];
            szs += (double)z[row] * s[row];
        }

        var slope = (n * szs - sz * ss) / Math.Max(1e-12, n * szz - sz * sz);
        return (slope, (ss - slope * sz) / n);
    }
}
