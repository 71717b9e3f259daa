namespace Ivae.Methods;

/// <summary>What a search over kinds of models tried, what it chose and why.</summary>
/// <param name="Candidates">All that were tried, in the order in which they were dropped, the last first.</param>
/// <param name="Reason">Why the chosen one was chosen.</param>
/// <param name="GainOfAuxiliary">
/// What u explains of held-out rows: mean log p(x | u) − log p(x) under the model that explains them best, where p(x) is
/// the mean of p(x | u) over values of u of training rows; in nats per row.
/// </param>
/// <param name="GainError">Its standard error.</param>
public sealed record SearchOutcome(
    IReadOnlyList<SearchCandidate> Candidates, SearchReason Reason, double GainOfAuxiliary, double GainError)
{
    /// <summary>The models of the candidates, as far as they were trained.</summary>
    internal IReadOnlyList<IvaeModel> Models { get; init; } = [];
}
