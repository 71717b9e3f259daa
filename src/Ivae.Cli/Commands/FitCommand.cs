using System.CommandLine;
using System.Globalization;
using Ivae.Cli.Tracking;
using Ivae.Data;
using Ivae.Distributions;
using Ivae.Methods;
using Ivae.Reporting;
using Ivae.Training;

namespace Ivae.Cli.Commands;

/// <summary>
/// <c>ivae fit DATA --out DIR</c>: fits a model and writes a folder with all there is to know about it.
/// </summary>
internal sealed class FitCommand : ConfiguredCommand<FitSettings>
{
    private readonly Argument<string> data =
        new("DATA") { Description = "Table of one row per observation: CSV, TSV, NPY or NPZ; - for stdin." };
    private readonly Option<string> folder = new("--out")
    {
        HelpName = "DIR",
        Required = true,
        Description = $"Folder for {string.Join(", ", RunFolder.Files)}.",
    };

    private const string Learn = "learn";

    private readonly Option<string?> targets = new("--targets")
    {
        HelpName = "FILE",
        Description = "Which level or column of u may move which latent: a table with the header u,latent, or JSON; "
            + $"{Learn} to let means alone move and learn it, as few as possible; with a past, to find the axes along "
            + "which it moves latents by functions of one past latent each.",
    };

    private readonly Option<string?> from = new("--from")
    {
        HelpName = "RUN",
        Description =
            "Go on from the model of a run: new rows, or more steps, with its columns, u, latents and options.",
    };

    private readonly Option<int> threads = CommonOptions.Threads();
    private readonly FigureOptions figures = new();
    private readonly TrackOption track = new();
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
            "Observed columns: names, positions from 1, ranges A:B, separated by commas; an array of an NPZ. All "
            + "numeric ones otherwise.", "dataset.observed"));
        foreach (var option in CommonOptions.Auxiliary().Concat(CommonOptions.Reading()))
            Add(option);
        Add(new SettingOption(
            "--past", "P", "Let the prior read the latents of the P rows before; see --sequence and --time.",
            "prior.past"));
        Add(new SettingOption(
            "--regimes", "K", "Take for u one of K regimes, which follow each other and are not observed; 2:6 chooses.",
            "prior.regimes"));
        Add(new SettingOption(
            "--latent", "N", "Number of latents; as many as observed columns otherwise.", "latent_dimension"));
        var method = new SettingOption("--method", "NAME", $"What to fit: {MethodsByNeed()}.");
        method.CompletionSources.Add([.. Method.Names]);
        Add(method);
        Add(new SettingOption("--seed", "S", "Start of the random numbers; the same seed gives the same files."));
        Add(new SettingOption(
            "--restarts", "R", "Number of starts; the best bound on the held-out rows is kept.", "training.restarts"));
        Add(new SettingOption("--epochs", "E", "Passes over the data at most.", "training.epochs"));
        Add(new SettingOption("--batch", "B", "Rows in a step.", "training.batch_size"));
        Add(new SettingOption("--held-out", "PART", "Part of the rows held out for stopping, choosing and scoring.",
            "training.held_out"));
        Add(targets);
        AddConfigurationOptions();
        Add(from);
        Add(threads);
        figures.AddTo(this);
        track.AddTo(this);
        Add(json);
        Add(quiet);
        Add(force);
    }

    public override int Run(ParseResult arguments, Output output, CancellationToken cancellation)
    {
        var start = arguments.GetValue(from) is { } earlier ? new StartModel(earlier) : null;
        var settings = start is null ? ReadSettings(arguments) : ReadSettings(arguments, start.Settings);
        var (files, tracking) = (figures.In(arguments), track.In(arguments));
        var given = arguments.GetValue(targets) is { } list and not Learn ? TargetFile.Read(list) : null;
        if (given is not null)
            settings = settings with { Prior = settings.Prior with { Targets = given.Targets } };
        if (arguments.GetValue(targets) == Learn)
            settings = settings with
            {
                Prior = settings.Prior.Past > 0
                    ? settings.Prior with { Transition = Transition.AdditiveAxes }
                    : settings.Prior with { SparsestAxes = true, Modulates = Modulation.Mean },
            };
        var (target, overwrite) = (arguments.GetRequiredValue(folder), arguments.GetValue(force));
        string[] results = [.. RunFolder.Files.Select(file => Path.Combine(target, file))];
        using var run = RunFolder.Create(target, overwrite: true);
        var path = InputFile.Path(arguments.GetRequiredValue(data));
        var work = new FitRun(run, settings, arguments.GetValue(threads), start)
        {
            CommandLine = start is null
                ? CommandLine(path, settings)
                : CommandLine(path, [.. Words(start.Settings, settings), "--from", arguments.GetValue(from)!]),
            Figures = files,
        };
        Resumed.NotThere(run.Output, Name, overwrite, results);

        var input = new InputData(Name, output, arguments.GetValue(quiet));
        var dataset = start?.Read(path, input) ?? input.Read(path, settings.Dataset);
        given?.Check(dataset, settings.LatentDimension ?? dataset.Observed.Columns);
        var checkpoint = work.Resume(dataset, overwrite, results, output);
        var (fit, seconds) = Train(
            work, dataset, run, tracking, new ProgressDisplay(output, arguments.GetValue(quiet)), cancellation);
        var isCancelled = cancellation.IsCancellationRequested;
        if (isCancelled)
            checkpoint.AllowReplacing(); // what is written now is this run's
        var summary = work.Write(fit, dataset, seconds);
        tracking.Write(run.Output, fit, summary);
        if (isCancelled)
            checkpoint.Flush();
        else
            work.Done();
        if (arguments.GetValue(json))
            output.Data.WriteLine(summary.ToJson());
        if (!arguments.GetValue(quiet) || summary.Outcome == TrainingOutcome.Diverged)
            Describe(summary, dataset, target, output);
        return summary.Outcome switch
        {
            TrainingOutcome.Cancelled => ExitCode.Cancelled,
            TrainingOutcome.Diverged => ExitCode.Diverged,
            _ => ExitCode.Success,
        };
    }

    /// <summary>Names of the methods by what they need.</summary>
    private static string MethodsByNeed()
    {
        var groups = Method.All.GroupBy(method => method.NeedsLevels ? "with one categorical u"
            : method.NeedsOrder ? "with rows in order of time"
            : method.NeedsAuxiliary ? "with u of any kind" : "without u");
        return "auto; " + string.Join("; ", groups.Select(group =>
            $"{group.Key}: {string.Join(", ", group.Select(method => method.Name))}"));
    }

    /// <summary>What is typed to make such a fit.</summary>
    internal string CommandLine(string path, FitSettings settings) => CommandLine(path, Words(settings));

    private static string CommandLine(string path, IEnumerable<string> words) =>
        string.Join(' ', new[] { "ivae", "fit", path }.Concat(words).Concat(["--out", "DIR"]).Select(ShellWord.Of));

    private static (FitResult Fit, double Seconds) Train(
        FitRun work, Dataset data, RunFolder run, IProgress<EpochMetrics> tracking, ProgressDisplay display,
        CancellationToken cancellation)
    {
        using (display)
            return work.Train(data, new FitProgress(display, run, tracking), cancellation);
    }

    private void Describe(FitSummary summary, Dataset data, string target, Output output)
    {
        // What reading assumed was said before the fit.
        var said = data.Notes.Select(note => note.TrimEnd('.')).ToHashSet();
        foreach (var warning in summary.Warnings.Where(warning => !said.Contains(warning.TrimEnd('.'))))
            output.Say($"ivae {Name}: note: {warning}");
        output.Say($"ivae {Name}: {summary.Message}");
        if (summary.Outcome is TrainingOutcome.Diverged or TrainingOutcome.Cancelled && !summary.HasModel)
            output.Say($"ivae {Name}: no epoch was finished, so there is no model.");
        if (summary.Outcome == TrainingOutcome.Cancelled)
            output.Say($"ivae {Name}: the same command goes on from here; --force starts over.");
        if (summary.Search is { } search)
            output.Say($"ivae {Name}: {search.Sentence}");
        foreach (var finding in summary.Found)
            output.Say($"ivae {Name}: {finding}");
        var rows = new List<string[]>();
        var scored = summary.ScoredOn == "held_out" ? "held-out rows" : "training rows";
        var isExact = Method.Find(summary.Method)?.HasExactLikelihood == true;
        if (summary.Elbo is { } elbo)
            rows.Add([isExact ? "exact log-likelihood" : "ELBO",
                string.Create(CultureInfo.InvariantCulture, $"{elbo:F3} nats per row ({scored})")]);
        if (summary.Iwae is { } iwae && !isExact)
            rows.Add(["IWAE",
                string.Create(
                    CultureInfo.InvariantCulture, $"{iwae:F3} nats per row ({summary.IwaeSamples} samples)")]);
        if (summary.Accuracy is { } accuracy)
            rows.Add(["right answers", string.Create(CultureInfo.InvariantCulture, $"{accuracy:F3} ({scored})")]);
        if (summary.Reconstruction is { } reconstruction)
            rows.Add(["reconstruction",
                string.Create(CultureInfo.InvariantCulture, $"R² {reconstruction.RSquared:F3}")]);
        if (summary.ActiveUnits is { } active)
            rows.Add(["active latents", string.Create(CultureInfo.InvariantCulture, $"{active} of {summary.Latents}")]);
        if (summary.LikelihoodGap is { } gap)
            rows.Add(["below the truth", string.Create(CultureInfo.InvariantCulture, $"{gap:F3} nats per row")]);
        if (summary.Evaluation is { } evaluation)
            rows.Add([summary.EvaluatedOn == "s" ? "MCC" : $"MCC with {summary.EvaluatedOn}", string.Create(
                CultureInfo.InvariantCulture, $"{evaluation.Mcc:F3}, held out {evaluation.MccHeldOut:F3}")
                + (evaluation.MccLinearHeldOut is { } linear
                    ? string.Create(CultureInfo.InvariantCulture, $" (FastICA of log(1 + x): {linear:F3})")
                    : "")]);
        if (summary.Seconds is { } seconds)
            rows.Add(["time", string.Create(CultureInfo.InvariantCulture, $"{seconds:F1} s, {summary.Epochs} epochs")]);
        if (summary.Stages.Count > 1)
            rows.Add(
                ["stages", string.Join(", ", summary.Stages.Select(Described))
                    + $"; the model is of stage {summary.ModelStage}"]);
        rows.Add(["files",
            summary.HasModel ? Path.Combine(target, "report.html") + " and the files next to it" : target]);
        output.WriteMessageTable(["", ""], rows);
        if (summary.Search is { } tried)
            output.WriteMessageTable(SearchTable.Header, SearchTable.Cells(tried));
    }

    private static string Described(StageSummary stage) =>
        string.Create(CultureInfo.InvariantCulture, $"{stage.Stage} {stage.Name} {stage.Seconds:F1} s");
}
