using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Ivae.Causality;
using Ivae.Data;
using Ivae.Reporting.Causality;

namespace Ivae.Cli.Commands;

/// <summary><c>ivae causal DATA --auxiliary U --out DIR</c>: a causal graph out of data in segments.</summary>
internal sealed class CausalCommand : CliCommand
{
    private readonly Argument<string> data = new("DATA") { Description = "Table of one row per observation: CSV, TSV, NPY or NPZ; - for stdin." };
    private readonly Option<string?> variables = new("--variables") { HelpName = "COLS", Description = "Columns of the graph; all numeric ones that are not auxiliary otherwise." };
    private readonly Option<string?> auxiliary = new("--auxiliary") { HelpName = "COLS", Description = "Columns whose values tell the segments apart." };
    private readonly Option<int> segments = CommonOptions.WholeNumber("--segments", "M", "Cut the rows into M equal segments of time.", 0, 0);
    private readonly Option<string> method = new("--method") { HelpName = "NAME", Description = "How the graph is found: order or pc.", DefaultValueFactory = _ => "order" };
    private readonly Option<double> alpha = new("--alpha") { HelpName = "PART", Description = "Level of the tests.", DefaultValueFactory = _ => 0.05 };
    private readonly Option<string?> knowledge = new("--knowledge") { HelpName = "FILE", Description = "Edges known beforehand, a line each: require A -> B, or forbid A -> B." };
    private readonly Option<int> bootstrap = CommonOptions.WholeNumber("--bootstrap", "R", "Searches of resampled segments, for the frequency of each edge.", 0, 0);
    private readonly Option<int> steps = CommonOptions.WholeNumber("--steps", "N", "Training steps of each mechanism.", 1, new MechanismOptions().Training.Steps);
    private readonly Option<int> threads = CommonOptions.WholeNumber("--threads", "T", "Cores to use, 0 for all; never changes a result.", 0, 0);
    private readonly Option<string> folder = new("--out") { HelpName = "DIR", Required = true, Description = $"Folder for {string.Join(", ", CausalGraphFiles.Names)}." };
    private readonly Option<int> seed = CommonOptions.Seed();
    private readonly Option<bool> quiet = CommonOptions.Quiet();
    private readonly Option<bool> force = CommonOptions.Force();

    public CausalCommand()
        : base("causal", "Finds which variables cause which, from how data change between segments.", "ivae causal data/eeg-eye-state.csv --variables AF3,F7,O1 --segments 30 --out runs/causes")
    {
        Add(data);
        Add(variables);
        Add(auxiliary);
        Add(segments);
        Add(method);
        Add(alpha);
        Add(knowledge);
        Add(bootstrap);
        Add(steps);
        Add(folder);
        Add(seed);
        Add(threads);
        Add(quiet);
        Add(force);
    }

    public override int Run(ParseResult arguments, Output output, CancellationToken cancellation)
    {
        var (target, overwrite) = (arguments.GetRequiredValue(folder), arguments.GetValue(force));
        var samples = arguments.GetValue(bootstrap);
        var mechanism = new MechanismOptions();
        var options = new GraphOptions
        {
            Method = Enum.TryParse<GraphMethod>(arguments.GetValue(method), ignoreCase: true, out var named) && Enum.IsDefined(named)
                ? named
                : throw new UsageException($"--method: \"{arguments.GetValue(method)}\" is no way to find a graph; use order or pc."),
            Pair = new PairOptions
            {
                Alpha = arguments.GetValue(alpha),
                Seed = (ulong)arguments.GetValue(seed),
                Mechanism = mechanism with { Training = mechanism.Training with { Steps = arguments.GetValue(steps) } },
            },
            Bootstrap = samples,
            Threads = arguments.GetValue(threads),
        };
        options.Pair.Validate();
        OutputCheck.NotThere(overwrite, CausalGraphFiles.Names.Select(name => Path.Combine(target, name)));

        var path = InputFile.Path(arguments.GetRequiredValue(data));
        var causal = CausalData.Of(DatasetReader.Read(path, new DatasetOptions
        {
            Observed = arguments.GetValue(variables),
            Auxiliary = arguments.GetValue(auxiliary),
            Segments = arguments.GetValue(segments),
        }));
        var known = arguments.GetValue(knowledge) is { } file ? CausalKnowledge.Read(file, causal.Names) : CausalKnowledge.None;
        Directory.CreateDirectory(target);
        var watch = Stopwatch.StartNew();
        var result = GraphSearch.Run(causal, options, known, new Searches(output, samples, arguments.GetValue(quiet)), cancellation);
        CausalGraphFiles.Write(target, result, new Dictionary<string, string>
        {
            ["data"] = path,
            ["rows"] = causal.Rows.ToString(CultureInfo.InvariantCulture),
            ["segments"] = causal.Segments.ToString(CultureInfo.InvariantCulture),
            ["method"] = options.Method.ToString().ToLowerInvariant(),
            ["alpha"] = options.Pair.Alpha.ToString(CultureInfo.InvariantCulture),
            ["bootstrap"] = samples.ToString(CultureInfo.InvariantCulture),
            ["steps"] = options.Pair.Mechanism.Training.Steps.ToString(CultureInfo.InvariantCulture),
            ["seed"] = options.Pair.Seed.ToString(CultureInfo.InvariantCulture),
        }, overwrite);
        foreach (var edge in result.Graph.Edges)
            output.Data.WriteLine($"{causal.Names[edge.From]} {(edge.Directed ? "->" : "--")} {causal.Names[edge.To]}"
                + (edge.Frequency is { } share ? string.Create(CultureInfo.InvariantCulture, $"  {share:F2}") : ""));
        if (!arguments.GetValue(quiet))
            output.Messages.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ivae {Name}: {result.Graph.Edges.Count} edges in {watch.Elapsed.TotalSeconds:F1} s; {Path.Combine(target, "report.html")} and beside it."));
        return ExitCode.Success;
    }

    /// <summary>A line for each tenth of the searches.</summary>
    private sealed class Searches(Output output, int samples, bool quiet) : IProgress<int>
    {
        public void Report(int value)
        {
            if (!quiet && (value == 1 || value * 10 / (samples + 1) > (value - 1) * 10 / (samples + 1)))
                lock (output)
                    output.Messages.WriteLine($"searches {value}/{samples + 1}");
        }
    }
}
