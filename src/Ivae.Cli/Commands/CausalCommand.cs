using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Ivae.Causality;
using Ivae.Data;
using Ivae.Numerics;
using Ivae.Reporting.Causality;

namespace Ivae.Cli.Commands;

/// <summary><c>ivae causal DATA --auxiliary U --out DIR</c>: a causal graph out of data in segments.</summary>
internal sealed class CausalCommand : CliCommand
{
    private readonly Argument<string> data =
        new("DATA") { Description = "Table of one row per observation: CSV, TSV, NPY or NPZ; - for stdin." };
    private readonly Option<string?> variables = new("--variables")
    {
        HelpName = "COLS",
        Description = "Columns of the graph; all numeric ones that are not auxiliary otherwise.",
    };
    private readonly Option<string?> auxiliary =
        new("--auxiliary") { HelpName = "COLS", Description = "Columns whose values distinguish the segments." };
    private readonly Option<int> segments =
        CommonOptions.WholeNumber(
            "--segments", "M", "Cut the rows into M equal segments of time.", 0, 0, Limits.Levels);
    private readonly Option<string?> exclude =
        new("--exclude") { HelpName = "COLS", Description = "Columns that are neither a variable nor auxiliary." };
    private readonly Option<MissingValues?> missing = new("--missing")
    {
        HelpName = "WHAT",
        Description = "Rows that lack a value: refuse, or drop them.",
    };
    private readonly Option<string> method = new("--method")
    {
        HelpName = "NAME",
        Description = "How the graph is found: order or pc.",
        DefaultValueFactory = _ => "order",
    };
    private readonly Option<double> alpha = new("--alpha")
    {
        HelpName = "PART",
        Description = "Level of the tests.",
        DefaultValueFactory = _ => new PairOptions().Alpha,
    };

    private readonly Option<string?> knowledge = new("--knowledge")
    {
        HelpName = "FILE",
        Description = "Edges known beforehand, a line each: require A -> B, or forbid A -> B.",
    };
    private readonly Option<int> bootstrap = CommonOptions.WholeNumber(
        "--bootstrap", "R", "Searches of resampled segments, for the frequency of each edge.", 0, 0, Limits.Repeats);
    private readonly Option<string[]> set = new("--do")
    {
        HelpName = "X=V",
        Description = "Say what setting a variable to a value would do "
            + $"({string.Join(", ", InterventionFiles.Names)}); several are set together.",
    };
    private readonly Option<int> steps = CommonOptions.WholeNumber(
        "--steps", "N", "Training steps of each mechanism.", 1, new MechanismOptions().Training.StepsOrDefault);
    private readonly SharingOptions sharing = new("the samples of --bootstrap");
    private readonly Option<int> threads = CommonOptions.Threads();
    private readonly Option<string> folder = new("--out")
    {
        HelpName = "DIR",
        Required = true,
        Description = $"Folder for {string.Join(", ", CausalGraphFiles.Names)}; finished bootstrap samples are kept in "
            + "samples, where the next start goes on.",
    };
    private readonly Option<int> seed = CommonOptions.Seed();
    private readonly FigureOptions figures = new();
    private readonly Option<bool> json = CommonOptions.Json();
    private readonly Option<bool> quiet = CommonOptions.Quiet();
    private readonly Option<bool> force = CommonOptions.Force();

    public CausalCommand()
        : base("causal", "Finds which variables cause which, from how data change between segments.",
            "ivae causal data/eeg-eye-state.csv --variables AF3,F7,O1 --segments 30 --out runs/causes")
    {
        Add(data);
        Add(variables);
        Add(auxiliary);
        Add(segments);
        Add(exclude);
        Add(missing);
        Add(method);
        Add(alpha);
        Add(knowledge);
        Add(bootstrap);
        Add(set);
        Add(steps);
        Add(folder);
        Add(seed);
        sharing.AddTo(this);
        Add(threads);
        figures.AddTo(this);
        Add(json);
        Add(quiet);
        Add(force);
    }

    public override int Run(ParseResult arguments, Output output, CancellationToken cancellation)
    {
        var (target, overwrite) = (arguments.GetRequiredValue(folder), arguments.GetValue(force));
        var (samples, pictures) = (arguments.GetValue(bootstrap), figures.In(arguments));
        var mechanism = new MechanismOptions();
        var options = new GraphOptions
        {
            Method = Enum.TryParse<GraphMethod>(arguments.GetValue(method), ignoreCase: true, out var named)
                && Enum.IsDefined(named)
                ? named
                : throw new UsageException(
                    $"--method: \"{arguments.GetValue(method)}\" is no way to find a graph; use order or pc."),
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
        var assignments = arguments.GetValue(set) ?? [];
        string[] files = [.. CausalGraphFiles.Names, .. InterventionFiles.Names];
        var mode = sharing.Mode(arguments);
        if (mode != WorkMode.Alone && samples == 0)
            throw new UsageException("the samples of --bootstrap are what processes share; give it too.");
        using var results = sharing.Take(arguments, this, target);
        Resumed.NotThere(results, Name, overwrite, files.Select(name => Path.Combine(target, name)));

        var path = InputFile.Path(arguments.GetRequiredValue(data));
        var causal = CausalData.Of(new InputData(Name, output, arguments.GetValue(quiet)).Read(path, new DatasetOptions
        {
            Observed = arguments.GetValue(variables),
            Auxiliary = arguments.GetValue(auxiliary),
            Segments = arguments.GetValue(segments),
            Missing = arguments.GetValue(missing) ?? MissingValues.Refuse,
            Exclude = arguments.GetValue(exclude),
        }));
        var known =
            arguments.GetValue(knowledge) is { } file ? CausalKnowledge.Read(file, causal.Names) : CausalKnowledge.None;
        var values = Assigned(assignments, causal);
        var watch = Stopwatch.StartNew();
        var (progress, place) =
            (new Searches(output, samples, arguments.GetValue(quiet)), Path.Combine(results.Path, "samples"));
        var checkpoint = Resumed.OpenRuns(results, Name, output, mode);
        var graphs = GraphSearch.Samples(causal, options, known, progress, place, checkpoint, cancellation);
        var lacking = samples - graphs.Count;
        if (sharing.IsSubmission(arguments))
            return sharing.Submit(arguments, this, target, lacking, output, cancellation);
        if (mode == WorkMode.Shared)
            return sharing.Leave(this, checkpoint, lacking, output);
        if (lacking > 0)
            output.Say(string.Create(
                CultureInfo.InvariantCulture, $"ivae {Name}: {lacking} of {samples} samples are missing."));
        var result = GraphSearch.Run(
            causal, options, known, graphs, progress, checkpoint.Of(GraphSamples.KeyOf(causal, options, known)),
            cancellation);
        var drawn = CausalGraphFiles.Write(results, result, new Dictionary<string, string>
        {
            ["data"] = path,
            ["rows"] = causal.Rows.ToString(CultureInfo.InvariantCulture),
            ["segments"] = causal.Segments.ToString(CultureInfo.InvariantCulture),
            ["method"] = options.Method.ToString().ToLowerInvariant(),
            ["alpha"] = options.Pair.Alpha.ToString(CultureInfo.InvariantCulture),
            ["bootstrap"] = graphs.Count.ToString(CultureInfo.InvariantCulture),
            ["steps"] = options.Pair.Mechanism.Training.StepsOrDefault.ToString(CultureInfo.InvariantCulture),
            ["seed"] = options.Pair.Seed.ToString(CultureInfo.InvariantCulture),
        }, pictures);
        var edges = result.Graph.Edges;
        IReadOnlyList<InterventionEffect> effects = [];
        if (values.Count > 0)
        {
            var flow = CausalFlow.Fit(causal, result.Graph, options.Pair.Mechanism, options.Pair.Seed, cancellation);
            var rows = flow.Do(values);
            effects = flow.Effects(rows);
            InterventionFiles.Write(results, causal.Names, effects, rows);
        }

        results.Publish([.. files, .. drawn]);
        if (lacking == 0)
            Resumed.Done(results, Name);
        if (arguments.GetValue(json))
            output.WriteJson(new JsonObject
            {
                ["edges"] = new JsonArray([.. edges.Select(edge => (JsonNode)new JsonObject
                {
                    ["from"] = causal.Names[edge.From],
                    ["to"] = causal.Names[edge.To],
                    ["directed"] = edge.Directed,
                    ["frequency"] = edge.Frequency,
                })]),
                ["do"] = new JsonObject(values.Select(value =>
                    KeyValuePair.Create(causal.Names[value.Key], (JsonNode?)value.Value))),
                ["effects"] = new JsonArray([.. effects.Select(effect => (JsonNode)new JsonObject
                {
                    ["variable"] = causal.Names[effect.Variable],
                    ["before"] = JsonText.Node(effect.Before),
                    ["after"] = JsonText.Node(effect.After),
                })]),
                ["folder"] = target,
            });
        else
            Show(output, causal, edges, string.Join(", ", assignments), effects);
        if (!arguments.GetValue(quiet))
            output.Say(string.Create(CultureInfo.InvariantCulture,
                $"ivae {Name}: {result.Graph.Edges.Count} edges in {watch.Elapsed.TotalSeconds:F1} s; "
                + $"{Path.Combine(target, "report.html")} and the files next to it."));
        return ExitCode.Success;
    }

    private static void Show(Output output, CausalData causal, IReadOnlyList<CausalEdge> edges, string set,
        IEnumerable<InterventionEffect> effects)
    {
        foreach (var edge in edges)
            output.Answer($"{causal.Names[edge.From]} {(edge.Directed ? "->" : "--")} {causal.Names[edge.To]}"
                + (edge.Frequency is { } share ? string.Create(CultureInfo.InvariantCulture, $"  {share:F2}") : ""));
        foreach (var (j, before, after) in effects.Where(effect => effect.Before != effect.After))
            output.Answer(string.Create(
                CultureInfo.InvariantCulture, $"do({set}): {causal.Names[j]}  mean "
                    + $"{before.Mean:G4} to {after.Mean:G4}, 5 to 95 % {after.Low:G4} to {after.High:G4}"));
    }

    /// <summary>Columns and their values out of "x1=2".</summary>
    private static Dictionary<int, double> Assigned(string[] assignments, CausalData data)
    {
        var values = new Dictionary<int, double>();
        foreach (var text in assignments)
        {
            var sign = text.LastIndexOf('=');
            if (sign < 1 || !double.TryParse(
                text.AsSpan(sign + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
                throw new UsageException(
                    $"--do {text}: a variable and a number are needed, as in --do {data.Names[0]}=1.");
            var column = data.Names.ToList().IndexOf(text[..sign]);
            if (column < 0)
                throw new UsageException(
                    $"--do: there is no variable \"{text[..sign]}\"{Suggestion.For(text[..sign], data.Names)}");
            if (!values.TryAdd(column, value))
                throw new UsageException($"--do: {text[..sign]} is set twice; give it one value.");
        }

        if (values.Count > 0)
            CausalFlow.Check(data, values);
        return values;
    }

    /// <summary>A line for each tenth of the searches.</summary>
    private sealed class Searches(Output output, int samples, bool quiet) : IProgress<int>
    {
        public void Report(int value)
        {
            if (!quiet && (value == 1 || value * 10 / (samples + 1) > (value - 1) * 10 / (samples + 1)))
                lock (output)
                    output.Say($"searches {value}/{samples + 1}");
        }
    }
}
