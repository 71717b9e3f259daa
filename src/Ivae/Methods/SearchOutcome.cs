namespace Ivae.Methods;

/// <summary>What a search over kinds of models tried, what it chose and why.</summary>
/// <param name="Candidates">All that were tried, in the order in which they were dropped, the last first.</param>
/// <param name="Reason">Why the chosen one was chosen.</param>
/// <param name="GainOfAuxiliary">
/// What u explains of held-out rows: mean log p(x | u) − log p(x) under the model that explains them best, where p(x)
/// is the mean of p(x | u) over values of u of training rows; in nats per row. Not a number where that model has no u.
/// </param>
/// <param name="GainError">Its standard error.</param>
public sealed record SearchOutcome(
    IReadOnlyList<SearchCandidate> Candidates, SearchReason Reason, double GainOfAuxiliary, double GainError)
{
    /// <summary>The models of the candidates, as far as they were trained.</summary>
    internal IReadOnlyList<IvaeModel> Models { get; init; } = [];

    /// <summary>
    /// A model of another kind that was trained as long as the chosen one and explains held-out rows as well, within
    /// their error; none where the data decide between them.
    /// </summary>
    public SearchCandidate? Rival { get; init; }

    /// <summary>
    /// What three times as many steps would add to the held-out bound of the chosen model, in nats per row, by how it
    /// rose from round to round; not a number where it did not take part in all of them.
    /// </summary>
    public double GainOfTraining { get; init; } = double.NaN;

    /// <summary>Whether that is too much to call the model trained.</summary>
    public bool EndsEarly { get; init; }

    /// <summary>The one that was chosen.</summary>
    internal SearchCandidate Chosen => Candidates.Single(candidate => candidate.Chosen);
}
