using System.CommandLine;
using System.Globalization;
using Ivae.Data;
using Ivae.Experiments;
using Ivae.Numerics;

namespace Ivae.Cli.Commands;

/// <summary>
/// <c>ivae reproduce FIGURE --out DIR</c>: a figure of the paper, made again and compared with the published one.
/// </summary>
internal sealed class ReproduceCommand : CliCommand
{
    private static readonly string[] Presets = ["paper", "ours"];
    private static readonly Reproduction[] WithFiles =
        [.. Reproduction.All.Where(entry => entry.DataFiles is not null)];

    private readonly Argument<string> figure = new("FIGURE")
    {
        Description = $"{string.Join(", ", Reproduction.All.Select(entry => entry.Name))}, or all. 6a: the published "
            + "identifiability claim for discrete data was withdrawn (arXiv 1907.04809 v4); it is an experiment only.",
    };
    private readonly Option<string> preset = new("--preset")
    {
        HelpName = "NAME",
        DefaultValueFactory = _ => Presets[0],
        Description = "paper, the paper's stated settings (default); or ours, the defaults of ivae fit.",
    };
    private readonly Option<int> seeds =
        CommonOptions.WholeNumber("--seeds", "S", "Data sets of each kind, each with a model of its own seed.", 1, 3,
            Limits.Repeats);
    private readonly Option<int?> steps = new("--steps")
    {
        HelpName = "N",
        Description = "Cut every fit to N training steps, to try things out; scores then mean little.",
    };
    private readonly Option<string?> data = new("--data")
    {
        HelpName = "DIR",
        Description = "Files of others: "
            + string.Join("; ", WithFiles.Select(entry => $"{entry.Name}, {entry.DataFiles}")) + ".",
    };
    private readonly Option<string> folder = new("--out")
    {
        HelpName = "DIR",
        Required = true,
        Description = "Folder for reproduce.html, reproduce.json, a picture and a table for each figure, and runs, a "
            + "file each. Started again, the command goes on where it stopped.",
    };
    private readonly SharingOptions sharing = new("figures of which no run is missing");
    private readonly Option<int> threads = CommonOptions.Threads();
    private readonly FigureOptions pictures = new();
    private readonly Option<bool> json = CommonOptions.Json();
    private readonly Option<bool> quiet = CommonOptions.Quiet();

    public ReproduceCommand()
        : base("reproduce", "Makes figures of the paper again, with the published values next to ours, and says of "
            + "each claim whether it holds.", "ivae reproduce 2a --seeds 3 --out runs/reproduce")
    {
        Add(figure);
        Add(preset);
        Add(seeds);
        Add(steps);
        Add(data);
        Add(folder);
        sharing.AddTo(this);
        Add(threads);
        pictures.AddTo(this);
        Add(json);
        Add(quiet);
    }

    public override int Run(ParseResult arguments, Output output, CancellationToken cancellation)
    {
        var (name, target) = (arguments.GetRequiredValue(figure), arguments.GetRequiredValue(folder));
        var (figures, files) = (Reproduction.Named(name), pictures.In(arguments));
        var settings = new ReproductionSettings(Preset(arguments.GetRequiredValue(preset)), arguments.GetValue(seeds))
        {
            DataFolder = arguments.GetValue(data),
            Steps = arguments.GetValue(steps) is { } count
                ? count is >= 1 and <= Limits.Steps
                    ? count
                    : throw new UsageException($"--steps {count}: give 1 to {Limits.Steps}.")
                : null,
        };
        if (settings.DataFolder is not null && figures is not [{ DataFiles: not null }])
            throw new UsageException($"--data: figure {name} has no published files; use it with "
                + $"{string.Join(", ", WithFiles.Select(entry => entry.Name))}.");
        var without = settings.DataFolder is null ? figures.Where(entry => entry.NeedsData).ToArray() : [];
        foreach (var entry in without)
            output.Say($"ivae {Name}: figure {entry.Name} is left out: it needs {entry.DataFiles}. Make "
                + "it alone with --data DIR.");
        figures = [.. figures.Except(without)];
        if (figures.Count == 0)
            return ExitCode.Usage;

        var mode = sharing.Mode(arguments);
        using var place = sharing.Take(arguments, this, target);
        var points = figures.Select(entry => (Figure: entry, Points: entry.Points(settings).ToArray())).ToArray();
        ExperimentRun[] runs = [.. points.SelectMany(entry => entry.Points).Select(point => point.Run)];
        var engine = new RunEngine(Path.Combine(place.Path, "runs"), arguments.GetValue(threads));
        if (sharing.IsSubmission(arguments))
            return sharing.Submit(arguments, this, target, engine.Missing(runs).Count, output, cancellation);
        var checkpoint = Resumed.OpenRuns(place, Name, output, mode);
        IReadOnlyDictionary<string, RunRow> rows;
        using (var display = new ProgressDisplay(output, arguments.GetValue(quiet)))
            rows = engine.Run(runs, new RunsProgress(display), checkpoint, cancellation);
        var missing = engine.Missing(runs);
        if (mode == WorkMode.Shared)
            return sharing.Leave(this, checkpoint, missing.Count, output);
        var whole = points
            .Where(entry => entry.Points.All(point => rows.ContainsKey(point.Run.Fingerprint))).ToArray();
        foreach (var (entry, _) in points.Except(whole))
            output.Say($"ivae {Name}: figure {entry.Name} is left out: it lacks runs, which are to be made first.");
        if (whole.Length == 0)
            return ExitCode.Data;
        FigureResults[] results = [.. whole.Select(entry => new FigureResults(
            entry.Figure, settings, [.. entry.Points.Select(point => (point, rows[point.Run.Fingerprint]))]))];
        ReproductionReport.Write(place, results, files);

        if (missing.Count == 0)
            Resumed.Done(place, Name);
        if (arguments.GetValue(json))
        {
            output.Data.Write(ReproductionReport.ToJson(results));
            return ExitCode.Success;
        }

        if (settings.Steps is { } cut)
            output.Answer($"Cut short: every fit had {cut} training steps, to try things out; the scores mean "
                + "little, and no claim is decided by them.");
        output.WriteTable(ReproductionReport.ClaimHeader, ReproductionReport.ClaimCells(results));
        foreach (var note in results.SelectMany(result => result.Figure.Notes)
            .Where(note => note.Contains("withdrawn", StringComparison.Ordinal)))
            output.Answer(note);
        if (!arguments.GetValue(quiet))
            output.Say(string.Create(CultureInfo.InvariantCulture,
                $"ivae {Name}: {rows.Count} runs, {ReproductionReport.Seconds(results) / 60:F1} minutes of one core; "
                + $"{Path.Combine(target, "reproduce.html")} has the evidence."));
        return ExitCode.Success;
    }

    private static ReproductionPreset Preset(string text) => Array.IndexOf(Presets, text) switch
    {
        0 => ReproductionPreset.Paper,
        1 => ReproductionPreset.Ours,
        _ => throw new UsageException($"--preset: there is no preset \"{text}\"{Suggestion.For(text, Presets)}"),
    };
}
