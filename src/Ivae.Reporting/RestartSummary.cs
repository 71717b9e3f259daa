using Ivae.Training;

namespace Ivae.Reporting;

/// <summary>How one run of a fit went.</summary>
/// <param name="Restart">Its number, from 0.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Epochs">Epochs it ran.</param>
/// <param name="BestEpoch">Epoch whose parameters it kept, from 1; 0 when none was finished.</param>
/// <param name="Bound">Bound on the held-out rows at that epoch, nats a row in data units.</param>
internal sealed record RestartSummary(int Restart, TrainingOutcome Outcome, int Epochs, int BestEpoch, double Bound)
{
    /// <summary>The summaries of runs, in order.</summary>
    public static IReadOnlyList<RestartSummary> Of(IReadOnlyList<TrainingResult> runs) =>
        [.. runs.Select((run, number) => Of(run, number))];

    private static RestartSummary Of(TrainingResult run, int number) =>
        new(number, run.Outcome, run.History.Count, run.BestEpoch, run.BestBound);
}
