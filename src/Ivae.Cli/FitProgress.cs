using Ivae.Training;

namespace Ivae.Cli;

/// <summary>Passes the epochs of a fit on to its folder and to the display, where the restarts count as one.</summary>
internal sealed class FitProgress(ProgressDisplay display, IProgress<EpochMetrics> folder, int restarts) : IProgress<EpochMetrics>
{
    private readonly Lock gate = new();
    private int done;
    private double best = double.NegativeInfinity;

    public void Report(EpochMetrics value)
    {
        folder.Report(value);
        lock (gate)
        {
            if (value.Stage is not null)
            {
                display.ShowStage(value.Stage, value.Epoch, value.Epochs);
                return;
            }

            best = Math.Max(best, value.HeldOutBound);
            display.Show(++done, Math.Max(done, value.Epochs * restarts), value.HeldOutBound, best);
        }
    }
}
