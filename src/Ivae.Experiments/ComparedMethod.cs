using Ivae.Evaluation;
using Ivae.Methods;

namespace Ivae.Experiments;

/// <summary>One method of a comparison.</summary>
/// <param name="Method">The method.</param>
/// <param name="Rows">What each seed showed.</param>
/// <param name="Scores">Score of each seed; none of a run that diverged.</param>
/// <param name="Agreements">
/// Agreement of each seed with the others; none of a method without chance, which agrees with itself.
/// </param>
internal sealed record ComparedMethod(
    Method Method, IReadOnlyList<RunRow> Rows, IReadOnlyList<double?> Scores, IReadOnlyList<double?> Agreements)
{
    /// <summary>Mean agreement between seeds.</summary>
    public MeanInterval Agreement { get; } = MeanInterval.Of([.. Agreements.OfType<double>()]);

    /// <summary>Mean score and its interval over seeds.</summary>
    public MeanInterval Score { get; } = MeanInterval.Of([.. Scores.OfType<double>()]);

    /// <summary>Mean importance-weighted bound, in nats per row.</summary>
    public MeanInterval Bound { get; } = MeanInterval.Of([.. Rows.Select(row => row.Iwae).OfType<double>()]);

    /// <summary>Mean seconds.</summary>
    public MeanInterval Seconds { get; } = MeanInterval.Of([.. Rows.Select(row => row.Seconds)]);

    /// <summary>Runs without a model, or that diverged.</summary>
    public int Failed { get; } = Rows.Count(row => !row.HasModel || row.Outcome == Training.TrainingOutcome.Diverged);
}
