using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Ivae.Fuzz;

/// <summary>
/// Searches for inputs that a reader does not refuse as it should. What reads is instrumented by SharpFuzz, so that an
/// input that reaches new branches is kept and changed further.
/// </summary>
internal static class Program
{
    private const string Usage = """
        dotnet Ivae.Fuzz.dll all|READER|list [--seconds S] [--inputs N] [--seed N] [--blind]
        dotnet Ivae.Fuzz.dll planted           succeeds where every fault on purpose is found
        dotnet Ivae.Fuzz.dll afl READER        what afl-fuzz starts; input comes from stdin
        dotnet Ivae.Fuzz.dll seeds READER DIR  writes the seeds, for afl-fuzz -i DIR
        """;

    private static int Main(string[] arguments)
    {
        // Before anything of it is loaded.
        foreach (var library in (string[])["Ivae.dll", "Ivae.Cli.dll", "Ivae.Experiments.dll"])
            Instrumentation.Prepare(Path.Combine(AppContext.BaseDirectory, library));
        return Run(arguments);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Run(string[] arguments)
    {
        switch (arguments)
        {
            case ["list"]:
                Console.WriteLine(string.Join('\n', Harness.All.Select(harness => harness.Name)));
                return 0;
            case ["seeds", var name, var folder]:
                Directory.CreateDirectory(folder);
                foreach (var (number, seed) in Harness.Of(name).Seeds().Index())
                    File.WriteAllBytes(Path.Combine(folder, $"{name}-{number}"), seed);
                return 0;
            case ["afl", var name]:
                var harness = Harness.Of(name);
                SharpFuzz.Fuzzer.OutOfProcess.Run(stream =>
                {
                    var copy = new MemoryStream();
                    stream.CopyTo(copy);
                    if (harness.Try(copy.ToArray()) is { } fault)
                        throw new InvalidOperationException(fault.Message);
                });
                return 0;
            case ["planted"]:
                return Harness.All.Where(harness => harness.IsPlanted)
                    .All(harness => One(harness, 60, int.MaxValue, 0, isGuided: true) == 1) ? 0 : 1;
            case ["all", .. var rest]:
                return Each(rest);
            case [var name, .. var rest] when name[0] != '-':
                return One(Harness.Of(name), Number(rest, "--seconds", 20),
                    (int)Number(rest, "--inputs", int.MaxValue), (int)Number(rest, "--seed", 0),
                    !rest.Contains("--blind"));
            default:
                Console.Error.WriteLine(Usage);
                return 2;
        }
    }

    private static int One(Harness harness, double seconds, int inputs, int seed, bool isGuided)
    {
        var search = new Search(harness, seed, isGuided);
        var fault = search.Run(TimeSpan.FromSeconds(seconds), inputs);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{harness.Name}: {search.Inputs} inputs, {search.Kept} kept, {search.Branches} branches, "
            + $"{search.MostBytes / 1e6:F1} MB and {search.Longest.TotalSeconds:F2} s at most"));
        if (fault is null)
            return 0;
        var path = fault.Save(harness.Name);
        Console.WriteLine($"{harness.Name}: FAULT: {fault.Message}\nthe input is {path}");
        return 1;
    }

    /// <summary>A process for each reader, as many at a time as there are cores.</summary>
    private static int Each(string[] rest)
    {
        var (failed, gate) = (0, new Lock());
        Parallel.ForEach(
            Harness.All.Where(harness => !harness.IsPlanted),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            harness =>
            {
                var start = new ProcessStartInfo(
                    Environment.ProcessPath!, [typeof(Program).Assembly.Location, harness.Name, .. rest])
                {
                    RedirectStandardOutput = true,
                };
                using var process = Process.Start(start)!;
                var words = process.StandardOutput.ReadToEnd();
                process.WaitForExit();
                lock (gate)
                    Console.Write(words);
                if (process.ExitCode != 0)
                    Interlocked.Increment(ref failed);
            });
        return failed == 0 ? 0 : 1;
    }

    private static double Number(string[] words, string name, double otherwise) =>
        Array.IndexOf(words, name) is >= 0 and var at && at + 1 < words.Length
            ? double.Parse(words[at + 1], CultureInfo.InvariantCulture)
            : otherwise;
}
