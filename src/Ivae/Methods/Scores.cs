namespace Ivae.Methods;

/// <summary>Bounds on log p(x | u), in nats and data units.</summary>
/// <param name="Elbo">The evidence lower bound of each row, averaged over the samples <c>[N]</c>.</param>
/// <param name="ImportanceWeighted">The importance-weighted bound of each row <c>[N]</c>.</param>
/// <param name="Samples">K of the importance-weighted bound.</param>
public sealed record Scores(IReadOnlyList<double> Elbo, IReadOnlyList<double> ImportanceWeighted, int Samples)
{
    /// <summary>
    /// Rows, from 0, that have a score: all, unless the prior reads the past, which the first rows of a sequence lack.
    /// The others have NaN.
    /// </summary>
    public IReadOnlyList<int> ScoredRows { get; init; } = [.. Enumerable.Range(0, Elbo.Count)];

    /// <summary>Mean evidence lower bound, in nats per row that has a score.</summary>
    public double MeanElbo => Mean(Elbo);

    /// <summary>Mean importance-weighted bound, in nats per row that has a score.</summary>
    public double MeanImportanceWeighted => Mean(ImportanceWeighted);

    private double Mean(IReadOnlyList<double> scores) =>
        ScoredRows.Count == 0 ? double.NaN : ScoredRows.Average(row => scores[row]);
}
