using Ivae.Training;

namespace Ivae.Cli;

/// <summary>
/// Passes the epochs of a fit on to others and to the display, where the runs of a stage count as one.
/// </summary>
internal sealed class FitProgress(ProgressDisplay display, params IProgress<EpochMetrics>[] others)
    : IProgress<EpochMetrics>
{
    private readonly Lock gate = new();
    private TrainingStage? stage;
    private int done;
    private double best;

    public void Report(EpochMetrics value)
    {
        foreach (var other in others)
            other.Report(value);
        lock (gate)
        {
            if (stage is null || stage != value.Stage)
                Begin(value.Stage!);
            best = Math.Max(best, value.HeldOutBound); // of this stage: bounds of others are of another objective
            display.Show(++done, Math.Max(done, value.Stage!.Epochs), value.HeldOutBound, best);
        }
    }

    private void Begin(TrainingStage next)
    {
        (stage, done, best) = (next, 0, double.NegativeInfinity);
        display.Begin(next.Count == 1 ? "" : next.ToString());
    }
}
