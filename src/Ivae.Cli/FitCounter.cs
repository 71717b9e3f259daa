namespace Ivae.Cli;

/// <summary>Tells how many of many fits are done: each tenth a line.</summary>
internal sealed class FitCounter(Output output, string speaker, int total, bool quiet)
{
    private int done;

    public void Add()
    {
        var now = Interlocked.Increment(ref done);
        if (!quiet && 10L * now / total != 10L * (now - 1) / total)
            output.Messages.WriteLine($"{speaker}: {now} of {total} fits");
    }
}
