using Ivae.Numerics;

namespace Ivae.Evaluation;

/// <summary>
/// MCC: the mean absolute correlation of latents and true sources after the best one-to-one matching. With L latents
/// and n sources it is the mean over the min(L, n) matched pairs, so surplus latents or sources cost nothing here.
/// </summary>
/// <remarks>Source: Hyvärinen and Morioka 2016; Khemakhem et al. 2020, section 4.</remarks>
public static class MeanCorrelationCoefficient
{
    /// <summary>MCC with the matching and the score on the same rows.</summary>
    /// <param name="latents">Latents z, <c>[N, L]</c>.</param>
    /// <param name="sources">True sources s, <c>[N, n]</c>.</param>
    /// <param name="kind">Which correlation.</param>
    /// <exception cref="ArgumentException">The numbers of rows differ, are 0, or a value is not finite.</exception>
    public static MatchedCorrelation Compute(
        Matrix latents, Matrix sources, CorrelationKind kind = CorrelationKind.Pearson)
    {
        ArgumentNullException.ThrowIfNull(latents);
        ArgumentNullException.ThrowIfNull(sources);
        var correlations = Correlate(latents, sources, kind);
        return Score(correlations, Match(correlations));
    }

    /// <summary>MCC out of sample: matched on the rows 1, 3, 5, … and scored on the rows 2, 4, 6, ….</summary>
    /// <remarks>Alternating rows put each segment, and each stretch of time, into both halves.</remarks>
    /// <param name="latents">Latents z, <c>[N, L]</c>, N at least 2.</param>
    /// <param name="sources">True sources s, <c>[N, n]</c>.</param>
    /// <param name="kind">Which correlation; ranks are taken within each half.</param>
    /// <exception cref="ArgumentException">The numbers of rows differ, are below 2, or a value is not
    /// finite.</exception>
    public static MatchedCorrelation ComputeHeldOut(
        Matrix latents, Matrix sources, CorrelationKind kind = CorrelationKind.Pearson)
    {
        ArgumentNullException.ThrowIfNull(latents);
        ArgumentNullException.ThrowIfNull(sources);
        Correlation.Check(latents, sources);
        var (z, s) = (RowHalves.Of(latents), RowHalves.Of(sources));
        return Score(Correlate(z.Held, s.Held, kind), Match(Correlate(z.Fit, s.Fit, kind)));
    }

    /// <summary>MCC out of sample: matched on some rows and scored on others.</summary>
    /// <param name="latents">Latents z, <c>[N, L]</c>.</param>
    /// <param name="sources">True sources s, <c>[N, n]</c>.</param>
    /// <param name="fitRows">Rows to match on, from 0, at least one.</param>
    /// <param name="heldOutRows">Rows to score on, from 0, at least one.</param>
    /// <param name="kind">Which correlation; ranks are taken within each set of rows.</param>
    /// <exception cref="ArgumentException">The numbers of rows differ, a set of rows is empty, or a value is not
    /// finite.</exception>
    public static MatchedCorrelation ComputeHeldOut(
        Matrix latents,
        Matrix sources,
        ReadOnlySpan<int> fitRows,
        ReadOnlySpan<int> heldOutRows,
        CorrelationKind kind = CorrelationKind.Pearson)
    {
        ArgumentNullException.ThrowIfNull(latents);
        ArgumentNullException.ThrowIfNull(sources);
        Correlation.Check(latents, sources);
        var matching = Match(Correlate(latents.TakeRows(fitRows), sources.TakeRows(fitRows), kind));
        return Score(Correlate(latents.TakeRows(heldOutRows), sources.TakeRows(heldOutRows), kind), matching);
    }

    private static double[,] Correlate(Matrix a, Matrix b, CorrelationKind kind)
        => kind == CorrelationKind.Pearson ? Correlation.Pearson(a, b) : Correlation.Spearman(a, b);

    private static int[] Match(double[,] correlations)
    {
        var (latents, sources) = (correlations.GetLength(0), correlations.GetLength(1));
        var cost = new double[sources, latents];
        for (var i = 0; i < sources; i++)
            for (var j = 0; j < latents; j++)
                cost[i, j] = -Math.Abs(correlations[j, i]);
        return Assignment.Solve(cost);
    }

    private static MatchedCorrelation Score(double[,] correlations, int[] assignment)
    {
        var pairs = new double[assignment.Length];
        for (var i = 0; i < pairs.Length; i++)
            pairs[i] = assignment[i] < 0 ? 0 : correlations[assignment[i], i];
        var matched = Math.Min(correlations.GetLength(0), correlations.GetLength(1));
        return new MatchedCorrelation(
            matched == 0 ? 0 : pairs.Sum(Math.Abs) / matched, assignment, pairs, correlations);
    }
}
