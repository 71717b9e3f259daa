using System.Diagnostics;
using Ivae.Data;
using Ivae.Methods;
using Ivae.Reporting;
using Ivae.Simulation;

namespace Ivae.Bench;

/// <summary>
/// The tables of docs/results/accuracy.md: recovered against true sources on held-out rows, over data sets of one
/// kind.
/// </summary>
internal static class AccuracyBenchmark
{
    private static SimulationOptions Staircase { get; } = SimulationPresets.All["staircase"];

    /// <summary>Rows of the tables by name.</summary>
    private static readonly (string Name, SimulationOptions Simulation)[] Rows =
    [
        ("paper", SimulationPresets.Paper),
        ("ice-beem", SimulationPresets.All["ice-beem"]),
        .. new[] { 2, 3, 4 }.Select(n => ($"2b-{n}", SimulationPresets.Paper with { Latent = n })),
        .. new[] { 10, 20, 30, 50 }.Select(m => ($"3a-{m}", SimulationPresets.Paper with { Segments = m })),
        .. new[] { 10, 20, 30, 40, 50 }
            .Select(m => ($"3b-{m}", Staircase with { Segments = m, StaircaseDeviation = 0.4 })),
        .. new[] { 10, 20, 30, 40, 50 }.Select(m => ($"3b-stated-{m}", Staircase with { Segments = m })),
        ("9", SimulationPresets.All["figure-9"]),
        ("laplace", SimulationPresets.All["laplace"]),
        ("noisy",
            SimulationPresets.All["noisy"] with { Latent = 3, Observed = 10, Activation = MixingActivation.LeakyRelu }),
        ("20", SimulationPresets.Paper with { Latent = 20, Observed = 20, Segments = 100 }),
        ("100-columns", SimulationPresets.Paper with { Observed = 100, ConditionDraws = 200 }),
        ("continuous", SimulationPresets.All["continuous"]),
    ];

    /// <summary>Prints a line a data set and one for each kind.</summary>
    /// <param name="preset">"default" or "thorough", as of <c>ivae fit</c>.</param>
    /// <param name="first">First seed of the data.</param>
    /// <param name="count">Number of seeds.</param>
    /// <param name="names">Kinds of data, or files with sources, which are one kind together.</param>
    public static void Run(string preset, int first, int count, string[] names)
    {
        var options = preset switch
        {
            "default" => new IvaeOptions(),
            "thorough" => new IvaeOptions { Training = new() { Effort = 2.5, Restarts = 4 } },
            _ => throw new ArgumentException(
                $"There is no preset \"{preset}\"; use default or thorough.", nameof(preset)),
        };
        string[] files = [.. names.Where(File.Exists)];
        var kinds = names.Except(files)
            .Select(name => Rows.FirstOrDefault(row => row.Name == name) is { Name: not null } row
                ? row
                : throw new ArgumentException($"There is no data \"{name}\"; use a file or "
                    + $"{string.Join(", ", Rows.Select(row => row.Name))}.", nameof(names))).ToArray();
        foreach (var (name, simulation) in kinds)
            Score($"{name} {preset}", Enumerable.Range(first, count).Select(seed =>
                ($"{seed}", (Func<Dataset>)(() => Simulator.Generate(simulation, (ulong)seed).ToDataset()))),
                options with { LatentDimension = simulation.Latent });
        if (files.Length > 0)
            Score($"files {preset}",
                files.Select(file => (Path.GetFileName(file), (Func<Dataset>)(() => DatasetReader.Read(file)))),
                options);
    }

    private static void Score(string kind, IEnumerable<(string Name, Func<Dataset> Make)> sets, IvaeOptions options)
    {
        var scores = new List<double>();
        var seconds = new List<double>();
        foreach (var (name, make) in sets)
        {
            var data = make();
            var watch = Stopwatch.StartNew();
            var fit = new IvaeEstimator(options).Fit(data);
            seconds.Add(watch.Elapsed.TotalSeconds);
            var summary = FitSummary.Of(fit, data, fit.Model.Transform(data));
            scores.Add(summary.Evaluation!.MccHeldOut);
            Console.WriteLine($"{kind} {name}: {scores[^1]:F4}"
                + $"{(summary.LikelihoodGap is { } gap ? $", {gap:F4} nats per row below the truth" : "")}, "
                + $"{seconds[^1]:F0} s");
        }

        Console.WriteLine($"{kind}: mean {scores.Average():F4} ({scores.Min():F4} to {scores.Max():F4}) of "
            + $"{scores.Count}, {seconds.Min():F0} to {seconds.Max():F0} s on {Environment.ProcessorCount} cores");
    }
}
