using System.CommandLine;
using System.Globalization;
using Ivae.Cli.Sweeps;
using Ivae.Experiments;
using Ivae.Numerics;

namespace Ivae.Cli.Commands;

/// <summary><c>ivae sweep FILE --out DIR</c>: many fits, shared by all that are started with the same folder.</summary>
internal sealed class SweepCommand : CliCommand
{
    private readonly Argument<string> file = new("FILE")
    {
        Description = "YAML or JSON: data (files, relative to FILE), options of all runs, grid (values by key), seeds.",
    };

    private readonly Option<string> folder = new("--out")
    {
        HelpName = "DIR",
        Required = true,
        Description = $"Folder for {string.Join(", ", SweepReport.Files)}, and a folder of fit for each run. Started "
            + "again, or several times at once, the command makes the runs that are missing.",
    };

    private readonly Option<bool> collect =
        new("--collect") { Description = "Make no run; the table is of the runs that are there." };

    private readonly Option<int> atOnce = CommonOptions.WholeNumber(
        "--at-once", "N", "Runs side by side, which share the cores; 0 for one on each.", 0, 0, Limits.Threads);

    private readonly SlurmOptions slurm = new();
    private readonly Option<int> threads = CommonOptions.Threads();
    private readonly Option<bool> json = CommonOptions.Json();
    private readonly Option<bool> quiet = CommonOptions.Quiet();

    public SweepCommand()
        : base(
            "sweep",
            "Fits a grid over data files, options and seeds, each run once, on one machine or on many with one file "
            + "system.",
            "ivae sweep examples/sweep.yaml --out runs/sweep")
    {
        Add(file);
        Add(folder);
        Add(collect);
        Add(atOnce);
        slurm.AddTo(this);
        Add(threads);
        Add(json);
        Add(quiet);
    }

    public override int Run(ParseResult arguments, Output output, CancellationToken cancellation)
    {
        var (path, target) = (arguments.GetRequiredValue(file), arguments.GetRequiredValue(folder));
        var isQuiet = arguments.GetValue(quiet);
        var runs = SweepFile.Read(path);
        if (slurm.IsAsked(arguments))
            return slurm.Submit(arguments, this, target, runs.Count(run => SweepWorker.Summary(target, run) is null),
                [], output, cancellation);

        var worker = new SweepWorker(target, runs, output, isQuiet);
        try
        {
            if (!arguments.GetValue(collect))
                worker.Make(arguments.GetValue(atOnce), arguments.GetValue(threads), cancellation);
        }
        catch (OperationCanceledException) when (runs.Any(run => SweepWorker.Summary(target, run) is null))
        {
            output.Say($"ivae {Name}: {SweepReport.Sentence(Rows(target, runs))} The same command goes on from here.");
            return ExitCode.Cancelled;
        }

        foreach (var (run, reason) in worker.Failures)
            output.Say($"ivae {Name}: {run}: {reason}");
        var rows = Rows(target, runs);
        Directory.CreateDirectory(target);
        SweepReport.Write(target, Path.GetFileNameWithoutExtension(path), rows);
        Describe(rows, worker.Failures, arguments.GetValue(json), isQuiet || arguments.GetValue(collect), output);
        return worker.Failures.Count > 0 ? ExitCode.Data : ExitCode.Success;
    }

    private static IReadOnlyList<SweepRow> Rows(string folder, IReadOnlyList<SweepRun> runs)
    {
        var names = DataNames.Of(runs.Select(run => run.Data));
        return
        [
            .. runs.Select(run => new SweepRow(run.Name, names[run.Data], run.Choices, run.Settings.Seed,
                SweepWorker.Summary(folder, run))),
        ];
    }

    private void Describe(IReadOnlyList<SweepRow> rows, IReadOnlyDictionary<string, string> failures, bool asJson,
        bool isQuiet, Output output)
    {
        string[] missing =
            [.. rows.Where(row => row.Summary is null && !failures.ContainsKey(row.Name)).Select(row => row.Name)];
        if (missing.Length > 0 && !isQuiet)
            output.Say(string.Create(CultureInfo.InvariantCulture,
                $"ivae {Name}: others are at work on {missing.Length} runs; --collect makes the table again."));
        if (asJson)
        {
            output.Data.Write(SweepReport.ToJson(rows));
            return;
        }

        output.Answer(SweepReport.Sentence(rows));
        output.WriteTable(SweepReport.Header(rows), SweepReport.Cells(rows));
        foreach (var name in missing)
            output.Answer($"missing: {name}");
    }
}
