using System.CommandLine;
using System.Globalization;
using Ivae.Data;
using Ivae.Experiments;
using Ivae.Methods;
using Ivae.Numerics;

namespace Ivae.Cli.Commands;

/// <summary>
/// <c>ivae compare DATA --methods a,b,c --out DIR</c>: methods on the same rows with the same budget.
/// </summary>
internal sealed class CompareCommand : ConfiguredCommand<FitSettings>
{
    private readonly Argument<string> data =
        new("DATA") { Description = "Table of one row per observation: CSV, TSV, NPY or NPZ." };
    private readonly Option<string> methods = new("--methods")
    {
        HelpName = "NAMES",
        Required = true,
        Description = $"Methods, separated by commas: {string.Join(", ", Method.All.Select(method => method.Name))}.",
    };

    private readonly Option<int> seeds =
        CommonOptions.WholeNumber("--seeds", "N", "Fits of each method, from different starts.", 1, 5, Limits.Repeats);
    private readonly Option<int?> steps =
        new("--steps") { HelpName = "N", Description = "Training steps of every fit; 20000 otherwise." };
    private readonly Option<string> folder = new("--out")
    {
        HelpName = "DIR",
        Required = true,
        Description = $"Folder for {string.Join(", ", ComparisonReport.Files)}, and runs, a file each. Started again, "
            + "the command goes on where it stopped.",
    };

    private readonly SharingOptions sharing = new("seeds of which all methods are there");
    private readonly Option<int> threads = CommonOptions.Threads();
    private readonly FigureOptions figures = new();
    private readonly Option<bool> json = CommonOptions.Json();
    private readonly Option<bool> quiet = CommonOptions.Quiet();

    public CompareCommand()
        : base(
            "compare",
            "Compares methods on the same rows with the same budget, by known sources if there are any, else by "
            + "held-out likelihood; the agreement of seeds is shown and names no winner.",
            "ivae compare data/eeg-eye-state.csv --segments 60 --methods ivae,vae,tcl --out runs/compare",
            FitPresets.All)
    {
        Add(data);
        Add(methods);
        Add(seeds);
        Add(steps);
        Add(folder);
        Add(new SettingOption("--observed", "COLS", "Observed columns, as in fit.", "dataset.observed"));
        foreach (var option in CommonOptions.Auxiliary().Concat(CommonOptions.Reading()))
            Add(option);
        Add(new SettingOption(
            "--latent", "N", "Number of latents; as many as observed columns otherwise.", "latent_dimension"));
        Add(new SettingOption(
            "--seed", "S", "Start of the random numbers of the first fit; the others count up from it."));
        Add(new SettingOption("--batch", "B", "Rows in a step.", "training.batch_size"));
        Add(new SettingOption(
            "--held-out", "PART", "Part of the rows that is scored and not learned from.", "training.held_out"));
        AddConfigurationOptions();
        sharing.AddTo(this);
        Add(threads);
        figures.AddTo(this);
        Add(json);
        Add(quiet);
    }

    public override int Run(ParseResult arguments, Output output, CancellationToken cancellation)
    {
        var (target, path) = (arguments.GetRequiredValue(folder), InputFile.Path(arguments.GetRequiredValue(data)));
        string[] names = [.. arguments.GetRequiredValue(methods).Split(',').Select(name => name.Trim())];
        IReadOnlyList<FitSettings> each = [.. ReadSettings(arguments, names).Select(own => own with
        {
            Threads = 1,
            Training = arguments.GetValue(steps) is { } count
                ? own.Training with { Epochs = null, Steps = count }
                : own.Training,
        })];
        var (settings, pictures) = (each[0], figures.In(arguments));
        var mode = sharing.Mode(arguments);
        using var results = sharing.Take(arguments, this, target);
        var dataset = new InputData(Name, output, arguments.GetValue(quiet)).Read(path, settings.Dataset);
        var checksum = $"{dataset.Sha256} {JsonText.Of(settings.Dataset)}";
        var runs = Comparison.Runs(RunData.Of(dataset, "data", checksum), each, arguments.GetValue(seeds));

        var engine = new RunEngine(Path.Combine(results.Path, "runs"), arguments.GetValue(threads));
        if (sharing.IsSubmission(arguments))
            return sharing.Submit(arguments, this, target, engine.Missing(runs).Count, output, cancellation);
        var checkpoint = Resumed.OpenRuns(results, Name, output, mode);
        IReadOnlyDictionary<string, RunRow> rows;
        using (var display = new ProgressDisplay(output, arguments.GetValue(quiet)))
            rows = engine.Run(runs, new RunsProgress(display), checkpoint, cancellation);
        var missing = engine.Missing(runs);
        if (mode == WorkMode.Shared)
            return sharing.Leave(this, checkpoint, missing.Count, output);
        runs = Whole(runs, missing, output);
        var comparison = Comparison.Of(runs, rows, dataset.Sources is not null);
        ComparisonReport.Write(results, comparison, runs, rows, new Dictionary<string, string>
        {
            ["data"] = path,
            ["rows"] = dataset.Rows.ToString(CultureInfo.InvariantCulture),
            ["methods"] = string.Join(", ", names),
            ["seeds"] = string.Join(", ", runs.Select(run => run.Options.Seed).Distinct()),
            ["steps at most"] = runs.Max(run => rows[run.Fingerprint].Steps).ToString(CultureInfo.InvariantCulture),
            ["rows in a step"] = settings.Training.BatchSize.ToString(CultureInfo.InvariantCulture),
        }, pictures);

        if (missing.Count == 0)
            Resumed.Done(results, Name);
        if (arguments.GetValue(json))
        {
            output.Data.Write(ComparisonReport.ToJson(comparison));
            return ExitCode.Success;
        }

        output.Answer(ComparisonReport.Sentence(comparison));
        output.WriteTable(ComparisonReport.Header(comparison), ComparisonReport.Cells(comparison));
        return ExitCode.Success;
    }

    /// <summary>The runs of the seeds of which all methods are there, and a note of the others.</summary>
    private ExperimentRun[] Whole(
        IReadOnlyList<ExperimentRun> runs, IReadOnlyList<ExperimentRun> missing, Output output)
    {
        ExperimentRun[] whole =
            [.. runs.Where(run => !missing.Any(other => other.Options.Seed == run.Options.Seed))];
        if (missing.Count > 0)
            output.Say(string.Create(CultureInfo.InvariantCulture,
                $"ivae {Name}: {missing.Count} of {runs.Count} runs are missing; seeds that lack one are left out."));
        return whole.Length > 0
            ? whole
            : throw new DataException("runs", "of no seed has a run of every method; let them be made first.");
    }
}
