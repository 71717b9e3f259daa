using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ivae.Data;
using Ivae.Numerics;
using Ivae.Simulation;
using Ivae.Simulation.Worlds;

namespace Ivae.Cli.Commands;

/// <summary><c>ivae simulate --out FILE</c>: data with known sources.</summary>
internal sealed class SimulateCommand : ConfiguredCommand<SimulationOptions>
{
    private const string WorldPreset = "world";
    private const string SourcesName = "sources";
    private const string GraphName = "graph";

    private readonly Option<string> file = new("--out")
    {
        HelpName = "FILE",
        Required = true,
        Description = "FILE.npz for x, u, s, the modulation and the mixing, or the true graph; or FILE.csv for x and "
            + "u, with the sources in FILE.sources.csv and the edges of the graph in FILE.graph.csv. The options of a "
            + "world are in FILE.world.json.",
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
            SimulationPresets.All.Select(preset => KeyValuePair.Create(preset.Key, ToJson(preset.Value)))
                .Concat(SimulationPresets.Acyclic.Select(known => KeyValuePair.Create(known.Key, ToJson(known.Value))))
                .Concat(SimulationPresets.Transitions
                    .Select(known => KeyValuePair.Create(known.Key, ToJson(known.Value))))
                .Append(KeyValuePair.Create(WorldPreset, ToJson(new WorldOptions()))).ToDictionary())
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
        var causal = SimulationPresets.Acyclic.ContainsKey(PresetName(arguments) ?? "");
        var acyclic = causal ? ReadSettings<AcyclicOptions>(arguments) : null;
        var world = PresetName(arguments) == WorldPreset ? ReadSettings<WorldOptions>(arguments) : null;
        var sequences = SimulationPresets.Transitions.ContainsKey(PresetName(arguments) ?? "")
            ? ReadSettings<TransitionOptions>(arguments) : null;
        var settings = causal || world is not null || sequences is not null ? null : ReadSettings(arguments);
        var (path, overwrite) = (arguments.GetRequiredValue(file), arguments.GetValue(force));
        var target = ResultFile.At(path, overwrite, format => format is TableFormat or ArrayFormat { HasKeys: true });
        if (target.IsTable)
            OutputCheck.NotThere(
                overwrite, Companions(causal || sequences is not null).Select(target.Companion));
        var description = Path.ChangeExtension(path, ".world.json");
        if (world is not null)
            OutputCheck.NotThere(overwrite, description);
        var start = (ulong)arguments.GetValue(seed);
        var graph = acyclic is null ? null : AcyclicSimulator.Generate(acyclic, start);
        var made = settings is null ? null : Simulator.Generate(settings, start);
        var place = world is null ? null : World.Generate(world, start);
        var followed = sequences is null ? null : TransitionSimulator.Generate(sequences, start);
        var data = graph?.ToDataset() ?? place?.ToDataset() ?? followed?.ToDataset() ?? made!.ToDataset();
        if (place is not null)
            ResultFile.WriteText(description, overwrite, writer => writer.Write(Describe(place)));
        if (target.IsTable)
        {
            target.WriteCompanion(SourcesName, SourceColumns(data.Sources!));
            if (graph is not null)
                target.WriteCompanion(GraphName, Edges(graph.Graph, data.ObservedNames));
            if (followed is not null)
                target.WriteCompanion(GraphName, Edges(
                    followed.Graph, [.. SourceColumns(data.Sources!).Select(column => column.Name)]));
        }

        var arrays = (graph?.NamedArrays() ?? place?.NamedArrays() ?? followed?.NamedArrays()
            ?? made!.NamedArrays())
            .Select(array => KeyValuePair.Create(array.Key, NpyArray.Of(array.Value)));
        target.Write(output, new WrittenContent(Columns(data), data.Observed, arrays), arguments.GetValue(json));
        return ExitCode.Success;
    }

    private static string[] Companions(bool causal) => causal ? [SourcesName, GraphName] : [SourcesName];

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
    private static string Describe(WorldData world) => JsonSerializer.Serialize(
        new
        {
            world.Options,
            world.Seed,
            Mixing = World.Mixings[world.Options.Mixing],
            Sources = world.Options.Sources.Distinct().ToDictionary(kind => kind, kind => World.SourceKinds[kind]),
            U = World.AuxiliaryKinds[world.Options.U],
            TrueLogLikelihood = world.HasTrueLogLikelihood ? world.TrueLogLikelihood().Average() : (double?)null,
        },
        JsonText.Options) + "\n";

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

    private static JsonObject ToJson<T>(T options) =>
        JsonSerializer.SerializeToNode(options, JsonText.Options)!.AsObject();
}
