using Ivae.Numerics;

namespace Ivae.Evaluation;

/// <summary>Compares latents with the true sources they should be.</summary>
public static class LatentEvaluation
{
    /// <summary>Every score of the posterior means against the true sources.</summary>
    /// <param name="latents">Latents z, <c>[N, L]</c>, L at least 1.</param>
    /// <param name="sources">True sources s, <c>[N, n]</c>, n at least 1; L and n may differ, scores are then over the
    /// min(L, n) matched pairs.</param>
    /// <param name="segments">Segment of each row, <c>[N]</c>, whose resampling gives the interval; without it, blocks
    /// of neighbouring rows are resampled.</param>
    /// <param name="seed">Seed of the resampling and of the permutations.</param>
    /// <exception cref="ArgumentException">The numbers of rows differ or are below 2, a table has no columns, or a
    /// value is not finite.</exception>
    public static EvaluationReport Compare(Matrix latents, Matrix sources, int[]? segments = null, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(latents);
        ArgumentNullException.ThrowIfNull(sources);
        Correlation.Check(latents, sources);
        if (latents.Columns == 0 || sources.Columns == 0)
            throw new ArgumentException(
                $"{latents.Columns} latents and {sources.Columns} sources; both tables need at least one column.");
        if (segments is not null && segments.Length != latents.Rows)
            throw new ArgumentException(
                $"{segments.Length} segment codes for {latents.Rows} rows; give one per row.", nameof(segments));

        var random = new RandomStream(seed).Split("evaluate");
        var inSample = MeanCorrelationCoefficient.Compute(latents, sources);
        var heldOut = MeanCorrelationCoefficient.ComputeHeldOut(latents, sources);
        var interval = ScoreUncertainty.Interval(
            RowHalves.Of(latents).Held, RowHalves.Of(sources).Held, heldOut.Assignment,
            segments?.Where((_, row) => row % 2 == 1).ToArray(), random.Split("bootstrap"));
        return new EvaluationReport
        {
            Rows = latents.Rows,
            Latents = latents.Columns,
            Sources = sources.Columns,
            Mcc = inSample.Score,
            MccHeldOut = heldOut.Score,
            MccHeldOutInterval = [interval.Low, interval.High],
            MccNull95 = ScoreUncertainty.NullLevel(latents, sources, random.Split("null")),
            MccSpearman = MeanCorrelationCoefficient.Compute(latents, sources, CorrelationKind.Spearman).Score,
            MccSpearmanHeldOut =
                MeanCorrelationCoefficient.ComputeHeldOut(latents, sources, CorrelationKind.Spearman).Score,
            WeakMccHeldOut = LinearMap.WeakMcc(latents, sources),
            RSquared = ComponentMap.RSquared(latents, sources, heldOut.Assignment),
            LinearRSquared = LinearMap.RSquared(latents, sources),
            StatisticsRSquared = LinearMap.RSquared(WithSquares(latents), WithSquares(sources)).Average(),
            ActiveUnits = ActiveUnits.Count(latents),
            Assignment = inSample.Assignment,
            PairCorrelations = inSample.PairCorrelations,
            CorrelationMatrix = Rows(inSample.CorrelationMatrix),
        };
    }

    /// <summary>Fewest rows on which a comparison says something: with fewer, chance alone matches columns.</summary>
    internal static int MinRows(int latents, int sources) =>
        EvaluationDecisions.MinRowsEach * Math.Max(latents, sources);

    /// <summary>
    /// (z, z²) of standardised columns, <c>[N, 2L]</c>: the same span, without the collinearity of columns far from 0.
    /// </summary>
    private static Matrix WithSquares(Matrix matrix)
    {
        var standardised = Columns.Standardised(matrix);
        var both = new Matrix(matrix.Rows, 2 * matrix.Columns);
        for (var row = 0; row < matrix.Rows; row++)
            for (var j = 0; j < matrix.Columns; j++)
            {
                both[row, j] = standardised[row, j];
                both[row, matrix.Columns + j] = standardised[row, j] * standardised[row, j];
            }

        return both;
    }

    private static double[][] Rows(double[,] matrix)
    {
        var rows = new double[matrix.GetLength(0)][];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = [.. Enumerable.Range(0, matrix.GetLength(1)).Select(j => matrix[i, j])];
        return rows;
    }
}
