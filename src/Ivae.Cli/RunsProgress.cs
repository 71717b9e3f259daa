using Ivae.Experiments;

namespace Ivae.Cli;

/// <summary>Passes the progress of an experiment on to the display.</summary>
internal sealed class RunsProgress(ProgressDisplay display) : IProgress<RunProgress>
{
    public void Report(RunProgress value) => display.Show(value.Part, $"run {value.Finished}/{value.Total}");
}
