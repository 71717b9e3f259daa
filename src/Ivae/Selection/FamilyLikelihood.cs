using Ivae.Distributions;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace Ivae.Selection;

/// <summary>
/// How well a family describes one latent that is known up to a rising map h alone: log p((h(z) − m_u)/s_u) − log s_u +
/// log h′(z), at the h that makes it highest, and the location m_u and scale s_u of each level of u.
/// </summary>
/// <remarks>
/// h is linear within bins of equally many rows; ℓ <c>[K]</c> are the logs of its slopes. There is one maximum, so that
/// no start matters: a difference of two values of h is a sum of e^ℓ times lengths, log-convex in ℓ, and so are
/// averages of its absolute values and squares; with scales at their best the likelihood falls with the logs of these.
/// </remarks>
internal sealed class FamilyLikelihood
{
    private const double Tolerance = 1e-6;
    private const int MaxSteps = 1000;

    private readonly PriorFamily family;
    private readonly Range[] levels;
    private readonly double[] lengths;
    private readonly double[] shares;
    private readonly int[] bin;
    private readonly double[] within;
    private readonly double[] h;
    private readonly double[] logDensity;
    private readonly double[] slope;
    private Vector<double> best;
    private double least = double.PositiveInfinity;

    /// <param name="family">Family given u.</param>
    /// <param name="z">The latent, rising within each level <c>[N]</c>.</param>
    /// <param name="levels">Rows of each level.</param>
    private FamilyLikelihood(PriorFamily family, float[] z, Range[] levels)
    {
        (this.family, this.levels) = (family, levels);
        (h, logDensity, slope) = (new double[z.Length], new double[z.Length], new double[z.Length]);
        float[] sorted = [.. z.Order()];
        var bins = Math.Clamp(z.Length / SelectionDecisions.RowsOfBin, 1, SelectionDecisions.MaxBins);
        float[] knots =
            [.. Enumerable.Range(0, bins + 1).Select(k => sorted[(int)((long)k * (z.Length - 1) / bins)]).Distinct()];
        lengths = [.. knots.Zip(knots.Skip(1), (low, high) => (double)high - low)];
        best = Vector<double>.Build.Dense(lengths.Length);
        shares = new double[lengths.Length];
        bin = Array.ConvertAll(
            z, value => Math.Min(Array.BinarySearch(knots, value) is var k && k < 0 ? ~k - 1 : k, lengths.Length - 1));
        within = [.. z.Zip(bin, (value, k) => (double)value - knots[k])];
        foreach (var k in bin)
            shares[k] += 1.0 / z.Length;
    }

    /// <summary>
    /// The log-likelihood of each row where their sum is highest, in nats <c>[N]</c>; 0 for rows of a level that has
    /// too few, or nothing that varies.
    /// </summary>
    /// <param name="z">The latent <c>[N]</c>.</param>
    /// <param name="level">Level of u of each row <c>[N]</c>.</param>
    /// <param name="family">Family given u.</param>
    public static double[] Of(float[] z, int[] level, PriorFamily family)
    {
        var groups = Enumerable.Range(0, z.Length).GroupBy(row => level[row])
            .Select(rows => rows.OrderBy(row => z[row]).ToArray())
            .Where(rows => rows.Length >= SelectionDecisions.MinLevelRows && z[rows[0]] < z[rows[^1]]).ToArray();
        int[] order = [.. groups.SelectMany(rows => rows)];
        var result = new double[z.Length];
        if (order.Length == 0)
            return result;
        var end = 0;
        var latent = new FamilyLikelihood(
            family, [.. order.Select(row => z[row])], [.. groups.Select(rows => end..(end += rows.Length))]);
        try
        {
            new BfgsMinimizer(Tolerance, Tolerance, Tolerance * Tolerance, MaxSteps).FindMinimum(
                ObjectiveFunction.Gradient(latent.Loss), latent.best);
        }
        catch (OptimizationException)
        {
            // Data with many equal values, say, may end the search early: the best point so far is as good as that.
        }

        var logSlopes = latent.best;
        latent.Loss(logSlopes);
        for (var i = 0; i < order.Length; i++)
            result[order[i]] = latent.logDensity[i] + logSlopes[latent.bin[i]];
        return result;
    }

    /// <summary>−log-likelihood in nats per row, with its derivatives by ℓ <c>[K]</c>.</summary>
    private (double Value, Vector<double> Gradient) Loss(Vector<double> logSlopes)
    {
        var slopes = logSlopes.PointwiseExp();
        var atKnot = new double[lengths.Length];
        for (var k = 1; k < lengths.Length; k++)
            atKnot[k] = atKnot[k - 1] + slopes[k - 1] * lengths[k - 1];
        for (var row = 0; row < h.Length; row++)
            h[row] = atKnot[bin[row]] + slopes[bin[row]] * within[row];
        foreach (var rows in levels)
            Score(h.AsSpan(rows), logDensity.AsSpan(rows), slope.AsSpan(rows));

        var (inBin, above, gradient) = (new double[lengths.Length], 0.0, Vector<double>.Build.Dense(lengths.Length));
        for (var row = 0; row < h.Length; row++)
        {
            inBin[bin[row]] += slope[row] / h.Length;
            gradient[bin[row]] += slope[row] / h.Length * within[row];
        }

        var logLikelihood = logDensity.Average();
        for (var k = lengths.Length - 1; k >= 0; k--)
        {
            logLikelihood += shares[k] * logSlopes[k];
            gradient[k] = -(slopes[k] * (gradient[k] + above * lengths[k]) + shares[k]);
            above += inBin[k];
        }

        if (-logLikelihood < least)
            (best, least) = (logSlopes.Clone(), -logLikelihood);
        return (-logLikelihood, gradient);
    }

    /// <summary>
    /// log p((h − m)/s) − log s of a level's rows, with m and s at their best, and the derivatives of their sum by h.
    /// </summary>
    private void Score(ReadOnlySpan<double> h, Span<double> logDensity, Span<double> derivative)
    {
        var middle = h.Length / 2;
        var location = family.EstimateLocation(h);
        var scale = family.EstimateScale(h, location);
        var (total, logScale) = (0.0, Math.Log(scale));
        for (var row = 0; row < h.Length; row++)
        {
            var r = (h[row] - location) / scale;
            logDensity[row] = family.LogDensity(r) - logScale;
            derivative[row] = family.Derivative(r) / scale;
            total += derivative[row];
        }

        derivative[middle] -= total; // a median moves with its row; at the mean of a Gaussian the total is 0
    }
}
