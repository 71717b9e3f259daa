using System.Diagnostics;
using System.Text.Json.Nodes;
using Ivae.Data;
using Ivae.Methods;
using Ivae.Reporting;
using Ivae.Training;

namespace Ivae.Cli;

/// <summary>One fit into a folder of its own, which goes on from where the same one was stopped.</summary>
/// <param name="run">The folder.</param>
/// <param name="settings">All options.</param>
/// <param name="threads">Cores to use, 0 for all.</param>
/// <param name="start">The model that it goes on from, if any.</param>
internal sealed class FitRun(RunFolder run, FitSettings settings, int threads, StartModel? start = null)
{
    /// <summary>The command that keeps the state of a fit.</summary>
    private const string Command = "fit";

    private readonly JsonObject asked = JsonText.Object(settings);
    private readonly IvaeEstimator estimator =
        new((start is null ? settings : start.Options(settings)) with { Threads = threads }) { Start = start?.Model };

    /// <summary>What is typed to make this run again.</summary>
    public required string CommandLine { get; init; }

    /// <summary>Figures of its page as files of their own.</summary>
    public FigureFiles Figures { get; init; } = new();

    /// <summary>Opens what a fit to the same data with the same options has kept.</summary>
    /// <exception cref="DataException">It is of other data, options or build.</exception>
    public Checkpoint Resume(Dataset data, bool force, IEnumerable<string> results, Output output)
    {
        var identity = new JsonObject { ["data"] = Resumed.HashOf(data), ["options"] = asked.DeepClone() };
        if (start is not null)
            identity["from"] = start.Sha256;
        var checkpoint = Resumed.Open(run.Output, Command, identity, force, results, output);
        estimator.Checkpoint = checkpoint;
        return checkpoint;
    }

    /// <summary>Trains.</summary>
    public (FitResult Fit, double Seconds) Train(
        Dataset data, IProgress<EpochMetrics> progress, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var fit = estimator.Fit(data, progress, cancellation);
        return (fit, watch.Elapsed.TotalSeconds);
    }

    /// <summary>Writes the folder.</summary>
    public FitSummary Write(FitResult fit, Dataset data, double seconds) => run.Write(fit, data, new RunDetails
    {
        Options = asked,
        CommandLine = CommandLine,
        Figures = Figures,
        Seconds = Math.Round(seconds, 3),
    });

    /// <summary>Removes what was kept, since the run is whole.</summary>
    public void Done() => Resumed.Done(run.Output, Command);
}
