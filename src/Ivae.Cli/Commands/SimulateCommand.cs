using System.CommandLine;
using System.Text.Json.Nodes;
using Ivae.Data;
using Ivae.Methods;
using Ivae.Numerics;
using Ivae.Simulation;
using Ivae.Simulation.Langevin;
using Ivae.Simulation.Mechanisms;
using Ivae.Simulation.Neurons;
using Ivae.Simulation.Worlds;

namespace Ivae.Cli.Commands;

/// <summary><c>ivae simulate --out FILE</c>: data with known sources.</summary>
internal sealed class SimulateCommand : ConfiguredCommand<SimulationOptions>
{
    private const string WorldPreset = "world";
    private const string SourcesName = "sources";
    private const string GraphName = "graph";
    private const string TargetsEnding = ".targets.csv";

    /// <summary>Every preset by its name.</summary>
    private static readonly Dictionary<string, Kind> Kinds = Known()
        .ToDictionary(known => known.Name, known => known.Kind);

    private readonly Option<string> file = new("--out")
    {
        HelpName = "FILE",
        Required = true,
        Description = "FILE.npz for x, u, s, the modulation and the mixing, or the true graph; or FILE.csv for x and "
            + "u, with the sources in FILE.sources.csv and the edges of the graph in FILE.graph.csv. The options of a "
            + "world are in FILE.world.json; which latent each part of u moves, where few do, in FILE.targets.csv.",
    };

    private readonly Option<int> seed = CommonOptions.Seed();
    private readonly Option<bool> force = CommonOptions.Force();
    private readonly Option<bool> json = CommonOptions.Json();

    public SimulateCommand()
        : base(
            "simulate",
            "Makes data with known sources.",
            """
            ivae simulate --preset paper --seed 1 --out simulated.npz
              ivae simulate --preset acyclic-staircase --variables 4 --layers 3 --out causes.csv
              ivae simulate --preset world --mixing spiral --sources laplace --set noise=.1 --out spiral.npz
            """,
            Kinds.ToDictionary(kind => kind.Key, kind => kind.Value.Options))
    {
        Add(file);
        Add(new SettingOption("--segments", "M", "Number of segments."));
        Add(new SettingOption("--rows-per-segment", "N", "Rows in each segment."));
        Add(new SettingOption("--latent", "N", "Number of sources."));
        Add(new SettingOption("--observed", "D", "Number of observed columns, at least as many."));
        Add(new SettingOption("--variables", "D", "Number of variables of an acyclic preset."));
        Add(new SettingOption("--layers", "N", "Layers of the networks of an acyclic preset."));
        Add(new SettingOption("--mixing", "NAME", $"Mixing of preset world: {Names(World.Mixings)}."));
        Add(new SettingOption("--sources", "NAMES", $"Sources of preset world: {Names(World.SourceKinds)}."));
        Add(new SettingOption("--u", "NAME", $"Auxiliary variable of preset world: {Names(World.AuxiliaryKinds)}."));
        Add(seed);
        AddConfigurationOptions();
        Add(force);
        Add(json);
    }

    public override int Run(ParseResult arguments, Output output, CancellationToken cancellation)
    {
        var preset = PresetName(arguments) ?? "";
        var start = (ulong)arguments.GetValue(seed);
        var kind = Kinds.GetValueOrDefault(preset, Kinds["paper"]);
        var make = kind.Maker(this, arguments, start);
        var (path, overwrite) = (arguments.GetRequiredValue(file), arguments.GetValue(force));
        var target = ResultFile.At(path, overwrite, format => format is TableFormat or ArrayFormat { HasKeys: true });
        if (target.IsTable)
            OutputCheck.NotThere(overwrite, kind.Companions.Select(target.Companion));
        var companion = kind.TextEnding is { } ending ? Path.ChangeExtension(path, ending) : null;
        if (companion is not null)
            OutputCheck.NotThere(overwrite, companion);
        var made = make();
        if (companion is not null)
            ResultFile.WriteText(companion, overwrite, writer => writer.Write(made.Text));
        if (target.IsTable)
        {
            target.WriteCompanion(SourcesName, SourceColumns(made.Data.Sources!));
            if (made.Graph is { } edges)
                target.WriteCompanion(GraphName, edges);
        }

        var arrays = made.Arrays.Select(array => KeyValuePair.Create(array.Key, NpyArray.Of(array.Value)));
        target.Write(
            output, new WrittenContent(Columns(made.Data), made.Data.Observed, arrays), arguments.GetValue(json));
        return ExitCode.Success;
    }

    private static IEnumerable<(string Name, Kind Kind)> Known() =>
    [
        .. SimulationPresets.All.Select(one =>
            (one.Key, Kind.Of(one.Value, (options, seed) => Of(Simulator.Generate(options, seed))))),
        .. SimulationPresets.Acyclic.Select(one => (one.Key, Kind.Of(
            one.Value, (options, seed) => Of(AcyclicSimulator.Generate(options, seed)), hasGraph: true))),
        (SimulationPresets.Interventions, Kind.Of(new InterventionOptions(),
            (options, seed) => Of(InterventionSimulator.Generate(options, seed)), textEnding: TargetsEnding)),
        (SimulationPresets.Actions, Kind.Of(new ActionOptions(),
            (options, seed) => Of(ActionSimulator.Generate(options, seed)), textEnding: TargetsEnding)),
        (SimulationPresets.Time, Kind.Of(new TimeOptions(),
            (options, seed) => Of(TimeSimulator.Generate(options, seed)), hasGraph: true)),
        .. SimulationPresets.Transitions.Select(one => (one.Key, Kind.Of(
            one.Value, (options, seed) => Of(TransitionSimulator.Generate(options, seed)), hasGraph: true))),
        .. SimulationPresets.Landscapes.Select(one =>
            (one.Key, Kind.Of(one.Value, (options, seed) => Of(LangevinSimulator.Generate(options, seed))))),
        (SimulationPresets.Counts, Kind.Of(new NeuronOptions(),
            (options, seed) => Of(NeuronSimulator.Generate(options, seed)))),
        (WorldPreset, Kind.Of(new WorldOptions(),
            (options, seed) => Of(World.Generate(options, seed)), textEnding: ".world.json")),
    ];

    private static Made Of(WorldData world) => new(world.ToDataset(), world.NamedArrays(), null, Describe(world));

    private static Made Of(SimulatedData data) => new(data.ToDataset(), data.NamedArrays());

    private static Made Of(AcyclicData data)
    {
        var made = data.ToDataset();
        return new(made, data.NamedArrays(), Edges(data.Graph, made.ObservedNames));
    }

    private static Made Of(MadeData data) => new(
        data.ToDataset(),
        data.NamedArrays(),
        data.Graph is { } graph ? Edges(graph, [.. Enumerable.Range(1, data.Sources.Columns).Select(i => $"s{i}")])
            : null,
        data is SparseData sparse ? TargetFile.Text(sparse.Edges) : null);

    private static TableColumn[] SourceColumns(Matrix sources) =>
        [.. Enumerable.Range(0, sources.Columns).Select(i => new TableColumn($"s{i + 1}", sources.Column(i)))];

    private static TableColumn[] Edges(bool[,] graph, IReadOnlyList<string> names)
    {
        var (from, to) = (new List<string>(), new List<string>());
        for (var i = 0; i < names.Count; i++)
            for (var j = 0; j < names.Count; j++)
            {
                if (!graph[i, j])
                    continue;
                from.Add(names[i]);
                to.Add(names[j]);
            }

        return [new TableColumn("from", [.. from]), new TableColumn("to", [.. to])];
    }

    /// <summary>What a world is: its options with every default filled in, and what its kinds mean.</summary>
    private static string Describe(WorldData world) => new JsonObject
    {
        ["options"] = JsonText.Node(world.Options),
        ["seed"] = world.Seed,
        ["mixing"] = World.Mixings[world.Options.Mixing],
        ["sources"] = new JsonObject(world.Options.Sources.Distinct()
            .Select(kind => KeyValuePair.Create(kind, (JsonNode?)World.SourceKinds[kind]))),
        ["u"] = World.AuxiliaryKinds[world.Options.U],
        ["true_log_likelihood"] = world.HasTrueLogLikelihood ? world.TrueLogLikelihood().Average() : null,
    }.ToJsonString(JsonText.Options) + "\n";

    private static string Names(IReadOnlyDictionary<string, string> kinds) => string.Join(", ", kinds.Keys);

    /// <summary>x1, x2, … and u: the segment from 1, or its number.</summary>
    private static List<TableColumn> Columns(Dataset data)
    {
        var columns = data.ObservedNames.Select((name, j) => new TableColumn(name, data.Observed.Column(j))).ToList();
        if (data.Starts.Count > 1)
            columns.Add(new TableColumn("sequence", [.. RowOrder.PieceOf(data.Starts, data.Rows)
                .Select(piece => (float)(piece + 1))]));
        foreach (var variable in data.Auxiliary.Categorical)
            columns.Add(new TableColumn(variable.Name, [.. variable.Codes.Select(code => (float)(code + 1))]));
        columns.AddRange(
            data.Auxiliary.NumericNames.Select((name, j) => new TableColumn(name, data.Auxiliary.Numeric.Column(j))));
        return columns;
    }

    /// <summary>Data that was made, and what is written with it.</summary>
    /// <param name="Data">The data.</param>
    /// <param name="Arrays">What an archive holds.</param>
    /// <param name="Graph">Edges that go with a table; none where there is no graph.</param>
    /// <param name="Text">Text of a file that goes with it, if there is one.</param>
    private sealed record Made(
        Dataset Data, IReadOnlyList<KeyValuePair<string, Matrix>> Arrays, TableColumn[]? Graph = null,
        string? Text = null);

    /// <summary>What a preset makes, and of what options.</summary>
    /// <param name="Options">Its options.</param>
    /// <param name="Maker">The settings that are asked for, read at once, and what makes the data of them.</param>
    /// <param name="Companions">Tables that go with a table.</param>
    /// <param name="TextEnding">Ending of a text that goes with a table or an archive; none without.</param>
    private sealed record Kind(
        Func<JsonObject> Options, Func<SimulateCommand, ParseResult, ulong, Func<Made>> Maker, string[] Companions,
        string? TextEnding)
    {
        public static Kind Of<T>(
            T options, Func<T, ulong, Made> make, bool hasGraph = false, string? textEnding = null)
            where T : new() => new(
            () => JsonText.Object(options),
            (command, arguments, seed) =>
            {
                var settings = command.ReadSettings<T>(arguments);
                return () => make(settings, seed);
            },
            hasGraph ? [SourcesName, GraphName] : [SourcesName],
            textEnding);
    }
}
