using Ivae.Numerics;

namespace Ivae.Identifiability;

/// <summary>Moments of the latents by level of u. Latents count in units of their own spread over all rows.</summary>
internal sealed class LevelMoments
{
    private readonly int[] pieces;
    private readonly double exponent;

    /// <summary>Moments of the rows of each level.</summary>
    /// <param name="mean">E[z | x] <c>[N, L]</c>.</param>
    /// <param name="deviation">Posterior standard deviations <c>[N, L]</c>; zeros where x determines z.</param>
    /// <param name="codes">Level of each row <c>[N]</c>, 0 … M − 1.</param>
    /// <param name="levels">M; every level has at least two rows.</param>
    /// <param name="exponent">p of the means of |z|^p.</param>
    /// <param name="pieces">
    /// Piece of neighbouring rows that each row is of <c>[N]</c>; pairs of two pieces are no neighbours.
    /// </param>
    public LevelMoments(
        Matrix mean, Matrix deviation, int[] codes, int levels, double exponent, int[]? pieces = null)
    {
        this.pieces = pieces ?? new int[codes.Length];
        (Levels, Latents, this.exponent) = (levels, mean.Columns, exponent);
        Mean = new double[levels, Latents];
        Variance = new double[levels, Latents];
        SecondMoment = new double[levels, Latents];
        PowerMean = new double[levels, Latents];
        EffectiveRows = new double[levels, Latents];
        (VarianceSpread, PowerSpread) = (new double[Latents], new double[Latents]);
        Centre = new double[Latents];
        CorrelationTimes = new CorrelationTime[Latents];
        Rows = new int[levels];
        foreach (var code in codes)
            Rows[code]++;
        for (var latent = 0; latent < Latents; latent++)
            Add(latent, mean, deviation, codes);
    }

    public int Levels { get; }

    public int Latents { get; }

    /// <summary>Rows of each level <c>[M]</c>.</summary>
    public int[] Rows { get; }

    /// <summary>Mean <c>[M, L]</c>.</summary>
    public double[,] Mean { get; }

    /// <summary>Variance about the level's mean <c>[M, L]</c>, that of the posterior included.</summary>
    public double[,] Variance { get; }

    /// <summary>Mean of z² <c>[M, L]</c>.</summary>
    public double[,] SecondMoment { get; }

    /// <summary>Mean of |z|^p <c>[M, L]</c>.</summary>
    public double[,] PowerMean { get; }

    /// <summary>Number of independent rows that the rows of a level are worth <c>[M, L]</c>.</summary>
    public double[,] EffectiveRows { get; }

    /// <summary>
    /// Variance of a row's squared deviation, over the squared variance <c>[L]</c>: 2 for a Gaussian.
    /// </summary>
    public double[] VarianceSpread { get; }

    /// <summary>Variance of |z|^p, over its squared mean <c>[L]</c>: 1 for p = 1 and a Laplace.</summary>
    public double[] PowerSpread { get; }

    /// <summary>Mean of the levels' means, each counted by its precision <c>[L]</c>.</summary>
    public double[] Centre { get; }

    /// <summary>Number of neighbouring rows of a level that are worth one <c>[L]</c>.</summary>
    public CorrelationTime[] CorrelationTimes { get; }

    private void Add(int latent, Matrix mean, Matrix deviation, int[] codes)
    {
        var z = mean.Column(latent);
        var scale = Math.Sqrt(z.Average(value => (double)value * value));
        scale = scale > 0 ? scale : 1;
        for (var row = 0; row < z.Length; row++)
        {
            var (value, spread, rows) = (z[row] / scale, deviation[row, latent] / scale, Rows[codes[row]]);
            Mean[codes[row], latent] += value / rows;
            SecondMoment[codes[row], latent] += (value * value + spread * spread) / rows;
            PowerMean[codes[row], latent] += Math.Pow(Math.Abs(value), exponent) / rows;
        }

        var (weights, weighted) = (0.0, 0.0);
        for (var level = 0; level < Levels; level++)
        {
            var m = Mean[level, latent];
            var unbiased = (double)Rows[level] / Math.Max(1, Rows[level] - 1);
            Variance[level, latent] = Math.Max(1e-6, (SecondMoment[level, latent] - m * m) * unbiased);
            SecondMoment[level, latent] = Math.Max(1e-6, SecondMoment[level, latent]);
            PowerMean[level, latent] = Math.Max(Math.Pow(1e-3, exponent), PowerMean[level, latent]);
            var weight = Rows[level] / Variance[level, latent];
            (weights, weighted) = (weights + weight, weighted + weight * m);
        }

        Centre[latent] = weighted / weights;
        var residuals = new double[z.Length];
        var (fourth, power) = (0.0, 0.0);
        for (var row = 0; row < z.Length; row++)
        {
            residuals[row] = (z[row] / scale - Mean[codes[row], latent]) / Math.Sqrt(Variance[codes[row], latent]);
            fourth += Math.Pow(residuals[row], 4) / z.Length;
            power += Math.Pow(Math.Pow(Math.Abs(z[row]) / scale, exponent) / PowerMean[codes[row], latent] - 1, 2)
                / z.Length;
        }

        (VarianceSpread[latent], PowerSpread[latent]) = (Math.Max(0.5, fourth - 1), Math.Max(0.2, power));
        CorrelationTime[] times =
            [
                CorrelationTime.Of(residuals, codes, pieces),
                CorrelationTime.Of([.. residuals.Select(r => r * r - 1)], codes, pieces),
            ];
        CorrelationTimes[latent] = times.MaxBy(time => time.Rows);
        for (var level = 0; level < Levels; level++)
            EffectiveRows[level, latent] = Worth(Rows[level], CorrelationTimes[latent].Rows);
    }

    /// <summary>Number of independent rows that so many rows are worth.</summary>
    public static double Worth(int rows, double correlationTime) =>
        Math.Max(1, rows / correlationTime - IdentifiabilityDecisions.SpentRows);
}
