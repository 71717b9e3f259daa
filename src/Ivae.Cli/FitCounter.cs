using System.Diagnostics;

namespace Ivae.Cli;

/// <summary>Reports how many of many fits are done and how long the others may take: one line per tenth.</summary>
internal sealed class FitCounter(Output output, string speaker, int total, bool quiet)
{
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private int done;

    public void Add()
    {
        var now = Interlocked.Increment(ref done);
        if (quiet || 10L * now / total == 10L * (now - 1) / total)
            return;
        var left = ProgressDisplay.Left((double)now / total, watch.Elapsed.TotalSeconds);
        var rest = now < total ? $", up to {left}" : "";
        output.Say($"{speaker}: {now} of {total} fits{rest}");
    }
}
