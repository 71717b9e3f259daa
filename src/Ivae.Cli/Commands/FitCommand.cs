using System.CommandLine;

namespace Ivae.Cli.Commands;

/// <summary><c>ivae fit DATA --out DIR</c>: fits a model and writes a folder with all there is to know about it.</summary>
internal sealed class FitCommand : ConfiguredCommand<FitSettings>
{
    /// <summary>What a run leaves in its folder.</summary>
    internal static readonly string[] Files = ["model.ivae", "latents.csv", "metrics.jsonl", "summary.json", "report.html", "config.json"];

    private readonly Argument<string> data = new("DATA") { Description = "Table of one row per observation: CSV, TSV, NPY or NPZ." };
    private readonly Option<string> folder = new("--out")
    {
        HelpName = "DIR",
        Required = true,
        Description = $"Folder for {string.Join(", ", Files)}.",
    };

    private readonly Option<int> threads = CommonOptions.WholeNumber(
        "--threads", "T", "Cores to use, 0 for all; never changes a result.", 0, 0);
    private readonly Option<bool> json = CommonOptions.Json();
    private readonly Option<bool> quiet = CommonOptions.Quiet();
    private readonly Option<bool> force = CommonOptions.Force();

    public FitCommand()
        : base(
            "fit",
            "Fits an identifiable model to a table and writes the model, the latents and a report.",
            "ivae fit data/eeg-eye-state.csv --observed AF3:AF4 --segments 60 --latent 8 --out runs/eeg",
            FitPresets.All)
    {
        Add(data);
        Add(folder);
        Add(new SettingOption(
            "--observed",
            "COLS",
            "Observed columns: names, positions from 1, ranges A:B, separated by commas; an array of an NPZ. All numeric ones otherwise."));
        Add(new SettingOption("--auxiliary", "COLS", "Columns of the auxiliary variable u, written alike."));
        Add(new SettingOption("--segments", "M", "Cut the rows into M equal segments of time, as auxiliary variable."));
        Add(new SettingOption("--lags", "P", "Take the P preceding rows into the auxiliary variable."));
        Add(new SettingOption("--missing", "WHAT", "Rows that lack a value: refuse, or drop them."));
        Add(new SettingOption("--latent", "N", "Number of latents; as many as observed columns otherwise."));
        Add(new SettingOption("--method", "NAME", "What to fit."));
        Add(new SettingOption("--seed", "S", "Start of the random numbers; the same seed gives the same files."));
        Add(new SettingOption("--restarts", "R", "Number of starts; the best bound on the held-out rows is kept."));
        Add(new SettingOption("--epochs", "E", "Passes over the data at most."));
        Add(new SettingOption("--batch", "B", "Rows in a step."));
        Add(new SettingOption("--held-out", "PART", "Part of the rows held out for stopping, choosing and scoring."));
        AddConfigurationOptions();
        Add(threads);
        Add(json);
        Add(quiet);
        Add(force);
    }

    public override int Run(ParseResult arguments, Output output, CancellationToken cancellation)
    {
        var settings = ReadSettings(arguments);
        var target = arguments.GetRequiredValue(folder);
        OutputCheck.NotThere(arguments.GetValue(force), Files.Select(file => Path.Combine(target, file)));
        OutputCheck.Folder(target);
        using var progress = new ProgressDisplay(output, arguments.GetValue(quiet));
        throw new NotImplementedException(
            $"fit {arguments.GetValue(data)} on {arguments.GetValue(threads)} threads, {settings}, JSON {arguments.GetValue(json)}.");
    }
}
