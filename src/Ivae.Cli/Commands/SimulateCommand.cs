using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ivae.Data;
using Ivae.Simulation;

namespace Ivae.Cli.Commands;

/// <summary><c>ivae simulate --out FILE</c>: data with known sources.</summary>
internal sealed class SimulateCommand : ConfiguredCommand<SimulationOptions>
{
    private readonly Option<string> file = new("--out")
    {
        HelpName = "FILE",
        Required = true,
        Description = "FILE.npz for x, u, s, the modulation and the mixing; or FILE.csv for x and u, with the sources in FILE.sources.csv.",
    };

    private readonly Option<int> seed = CommonOptions.Seed();
    private readonly Option<bool> force = CommonOptions.Force();

    public SimulateCommand()
        : base(
            "simulate",
            "Makes data with known sources.",
            "ivae simulate --preset paper --seed 1 --out simulated.npz",
            SimulationPresets.All.ToDictionary(preset => preset.Key, preset => ToJson(preset.Value)))
    {
        Add(file);
        Add(new SettingOption("--segments", "M", "Number of segments."));
        Add(new SettingOption("--rows-per-segment", "N", "Rows in each segment."));
        Add(new SettingOption("--latent", "N", "Number of sources."));
        Add(new SettingOption("--observed", "D", "Number of observed columns, at least as many."));
        Add(seed);
        AddConfigurationOptions();
        Add(force);
    }

    public override int Run(ParseResult arguments, Output output, CancellationToken cancellation)
    {
        var settings = ReadSettings(arguments);
        var (path, overwrite) = (arguments.GetRequiredValue(file), arguments.GetValue(force));
        var target = ResultFile.At(path, overwrite, ".npz", ".csv");
        var sources = Path.ChangeExtension(path, ".sources.csv");
        if (target.IsCsv)
            OutputCheck.NotThere(overwrite, sources);
        var made = Simulator.Generate(settings, (ulong)arguments.GetValue(seed));
        if (target.IsCsv)
        {
            string[] names = [.. Enumerable.Range(1, made.Sources.Columns).Select(number => $"s{number}")];
            ResultFile.WriteText(sources, overwrite, writer => TableWriter.WriteCsv(writer, made.Sources, names));
        }

        target.Write(
            output,
            writer => TableWriter.WriteCsv(writer, Columns(made)),
            made.Observed,
            made.NamedArrays().Select(array => KeyValuePair.Create(array.Key, NpyArray.Of(array.Value))));
        return ExitCode.Success;
    }

    /// <summary>x1, x2, … and u: the segment from 1, or its number.</summary>
    private static List<TableColumn> Columns(SimulatedData made)
    {
        var data = made.ToDataset();
        var columns = data.ObservedNames.Select((name, j) => new TableColumn(name, data.Observed.Column(j))).ToList();
        foreach (var variable in data.Auxiliary.Categorical)
            columns.Add(new TableColumn(variable.Name, [.. variable.Codes.Select(code => (float)(code + 1))]));
        columns.AddRange(data.Auxiliary.NumericNames.Select((name, j) => new TableColumn(name, data.Auxiliary.Numeric.Column(j))));
        return columns;
    }

    private static JsonObject ToJson(SimulationOptions options) => JsonSerializer.SerializeToNode(options, JsonText.Options)!.AsObject();
}
