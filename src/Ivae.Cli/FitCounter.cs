using System.Diagnostics;
using System.Globalization;

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
        var left = watch.Elapsed / now * Math.Max(0, total - now);
        var time = left.TotalMinutes < 1
            ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(left.TotalSeconds)} s")
            : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(left.TotalMinutes)} min");
        var rest = now < total ? $", up to {time} left" : "";
        output.Messages.WriteLine($"{speaker}: {now} of {total} fits{rest}");
    }
}
