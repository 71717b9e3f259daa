using System.Diagnostics;
using Ivae.Test.Data;

namespace Ivae.Fuzz;

/// <summary>Changes inputs of a reader for a time, and keeps those that reach new branches.</summary>
/// <param name="harness">The reader.</param>
/// <param name="seed">Start of the random numbers.</param>
/// <param name="isGuided">Whether inputs that reach new branches are changed further.</param>
internal sealed class Search(Harness harness, int seed, bool isGuided)
{
    private static readonly TimeSpan Endless = TimeSpan.FromSeconds(20); // of work
    private static readonly TimeSpan Stuck = TimeSpan.FromMinutes(3);
    private readonly byte[] seen = Instrumentation.Nothing();
    private byte[] current = [];
    private long begun;
    private TimeSpan work;

    /// <summary>Inputs that were tried.</summary>
    public int Inputs { get; private set; }

    /// <summary>Inputs that were kept.</summary>
    public int Kept { get; private set; }

    /// <summary>Branches that were reached.</summary>
    public int Branches => seen.Count(classes => classes != 0);

    /// <summary>Most bytes that an input made the reader ask for.</summary>
    public long MostBytes { get; private set; }

    /// <summary>Longest time that an input took.</summary>
    public TimeSpan Longest { get; private set; }

    /// <summary>Runs for a time, and a number of inputs at most; gives the first fault.</summary>
    public Fault? Run(TimeSpan duration, int inputs)
    {
        using var watch = new Timer(_ => EndIfEndless(), null, Endless, TimeSpan.FromSeconds(1));
        var random = new Random(seed);
        var corpus = new List<byte[]>();
        foreach (var whole in harness.Seeds())
        {
            if (Try(whole) is { } fault)
                return fault;
            Instrumentation.AddTo(seen);
            corpus.Add(whole);
        }

        for (var clock = Stopwatch.StartNew(); clock.Elapsed < duration && Inputs < inputs;)
        {
            // Half of the time one of the last that were kept.
            var at = random.Next(2) == 0
                ? random.Next(corpus.Count)
                : corpus.Count - 1 - random.Next(Few(corpus.Count));
            var input = harness.Repair(Mutation.Of(corpus[at], random));
            if (Try(input) is { } fault)
                return fault;
            if (!Instrumentation.AddTo(seen))
                continue;
            Kept++;
            if (isGuided)
                corpus.Add(input);
        }

        return null;
    }

    private static int Few(int count) => Math.Min(count, 16);

    private Fault? Try(byte[] input)
    {
        Instrumentation.Clear();
        (current, work, begun) = (input, Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        var fault = harness.Try(input);
        Inputs++;
        Longest = TimeSpan.FromTicks(Math.Max(Longest.Ticks, Stopwatch.GetElapsedTime(begun).Ticks));
        MostBytes = Math.Max(MostBytes, harness.Allocated);
        return fault;
    }

    private void EndIfEndless()
    {
        var waited = begun == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(begun);
        if (waited < Endless || (Environment.CpuUsage.TotalTime - work < Endless && waited < Stuck))
            return;
        var path = new Fault(current, "endless").Save(harness.Name);
        Console.WriteLine($"{harness.Name}: FAULT: no end after {waited.TotalSeconds:F0} s\nthe input is {path}");
        Environment.Exit(1);
    }
}
