namespace Ivae.Identifiability;

/// <summary>
/// Number of neighbouring rows that are worth one: τ = 1 + 2 Σ ρ_k over lags k, up to the first that is negligible,
/// where neighbours are alike by more than chance. Rows in any order are worth one each.
/// </summary>
/// <remarks>
/// Source of the error: Sokal, "Monte Carlo methods in statistical mechanics", 1997, equation 3.19.
/// </remarks>
/// <param name="Rows">τ.</param>
/// <param name="Error">Its standard error.</param>
/// <param name="Correlations">ρ_k of the lags k = 1, 2, … that count.</param>
internal readonly record struct CorrelationTime(double Rows, double Error, IReadOnlyList<double> Correlations)
{
    private const int MaxLags = 200;
    private const int Rounds = 10;

    /// <summary>
    /// That of a series, from row to row of each level. Deviations from the mean of a level of l rows seem less alike
    /// than they are, by
    /// τ/l of their variance, which is put back.
    /// </summary>
    /// <param name="residuals">Deviations from the means of levels <c>[N]</c>.</param>
    /// <param name="codes">Level of each row <c>[N]</c>.</param>
    /// <param name="pieces">
    /// Piece of neighbouring rows that each row is of <c>[N]</c>; pairs of two pieces are no neighbours.
    /// </param>
    public static CorrelationTime Of(
        IReadOnlyList<double> residuals, IReadOnlyList<int> codes, IReadOnlyList<int>? pieces = null)
    {
        int[] order = [.. Enumerable.Range(0, residuals.Count).OrderBy(row => codes[row])]; // stable
        double[] series = [.. order.Select(row => residuals[row])];
        (int, int)[] levels = [.. order.Select(row => (codes[row], pieces?[row] ?? 0))];
        var variance = series.Average(r => r * r);
        var length = (double)series.Length / codes.Distinct().Count();
        var raw = new List<double>();
        // With more lags than a quarter of a level, what is put back would grow by itself.
        for (var lag = 1; lag <= Math.Min(MaxLags, length / 4) && variance > 0; lag++)
        {
            var (sum, pairs) = (0.0, 0);
            for (var row = lag; row < series.Length; row++)
                if (levels[row] == levels[row - lag])
                    (sum, pairs) = (sum + series[row] * series[row - lag], pairs + 1);
            raw.Add(pairs == 0 ? 0 : sum / pairs / variance);
        }

        var chance = IdentifiabilityDecisions.CorrelationErrors / Math.Sqrt(series.Length);
        var (time, kept) = (1.0, Array.Empty<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var lost = Math.Min(0.5, time / length);
            kept = [.. raw.Select(r => r * (1 - lost) + lost).TakeWhile((r, i) =>
                r > (i == 0 ? chance : IdentifiabilityDecisions.NegligibleCorrelation))];
            time = 1 + 2 * kept.Sum();
        }

        return new(time, time * Math.Sqrt(2.0 * (2 * kept.Length + 1) / series.Length), kept);
    }

    /// <summary>
    /// Number of neighbouring pairs that are worth one in a correlation of two series: 1 + 2 Σ ρ_k ρ'_k.
    /// </summary>
    /// <remarks>Source: Bartlett 1935.</remarks>
    public double OfPair(CorrelationTime other) => 1 + 2 * Correlations.Zip(other.Correlations, (a, b) => a * b).Sum();
}
