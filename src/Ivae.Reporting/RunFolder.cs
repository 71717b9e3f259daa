using System.Globalization;
using System.Text.Json;
using Ivae.Data;
using Ivae.Identifiability;
using Ivae.Methods;
using Ivae.Numerics;
using Ivae.Training;

namespace Ivae.Reporting;

/// <summary>
/// The folder with all there is to know about one fit: <c>model.ivae</c>, <c>latents.csv</c>, <c>metrics.jsonl</c>,
/// <c>summary.json</c>, <c>report.html</c> and <c>config.json</c>. It belongs to one process at a time. Everything is
/// written next to it first and then takes its place in one step, so that a disk that fills or a process that dies
/// leaves nothing half-written. As progress of a fit it keeps the metrics while training goes on.
/// </summary>
/// <remarks>
/// Two equal fits give equal files but for the seconds in summary.json, of the fit and of each stage. A fit that got
/// no model has no model, latents and report.
/// </remarks>
public sealed class RunFolder : IProgress<EpochMetrics>, IDisposable
{
    private readonly Lock gate = new();
    private readonly OutputFolder folder;
    private readonly FileStream metrics;

    private RunFolder(string path, bool overwrite, string purpose)
    {
        folder = OutputFolder.Take(path, purpose);
        try
        {
            var there = Files.Select(name => Path.Combine(folder.Path, name)).FirstOrDefault(File.Exists);
            if (!overwrite && there is not null)
                throw new DataException(there, "is already there; choose another folder, or allow it to be replaced.")
                {
                    Remedies = ["overwrite"],
                };
            metrics = new FileStream(Path.Combine(folder.Work, "progress.jsonl"), FileMode.Create, FileAccess.Write,
                FileShare.Read, bufferSize: 0);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>What a complete folder holds.</summary>
    public static IReadOnlyList<string> Files { get; } =
        ["model.ivae", "latents.csv", "metrics.jsonl", "report.html", "config.json", "summary.json"];

    /// <summary>Takes the folder, which need not be there, and finds out whether it can be written.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="overwrite">Whether the files of an earlier run may be replaced.</param>
    /// <exception cref="DataException">The folder cannot be written, is in use by another process, or holds a run that
    /// must not be replaced.</exception>
    public static RunFolder Create(string path, bool overwrite = false)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new(path, overwrite, "fit");
    }

    /// <summary>The folder with what is in the making.</summary>
    internal OutputFolder Output => folder;

    /// <summary>Adds an epoch to the metrics kept while training goes on; from any thread.</summary>
    public void Report(EpochMetrics value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var line = Line(value);
        lock (gate)
            metrics.Write(line);
    }

    /// <summary>Computes latents, scores and report of a fit and writes all files.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="data">The data it was fitted to.</param>
    /// <exception cref="DataException">A file cannot be written; none has changed then.</exception>
    public void Write(FitResult fit, Dataset data)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(data);
        Write(fit, data, null);
    }

    /// <summary>The same with what else is known about the run.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="data">The data it was fitted to.</param>
    /// <param name="details">What else is known about the run.</param>
    /// <returns>What is in summary.json.</returns>
    /// <exception cref="DataException">A file cannot be written; none has changed then.</exception>
    internal FitSummary Write(FitResult fit, Dataset data, RunDetails? details)
    {
        // A fit that was ended has little time left: its model comes first, and the scores only after it.
        if (FitSummary.WithoutScores(fit, data, details) is
            {
                Outcome: TrainingOutcome.Cancelled, HasModel: true
            } first)
            Write(fit, first, []);
        IReadOnlyList<string> figures = [];
        var latents = fit.Training.HasModel ? fit.Transform() : new Matrix(0, fit.Model.Latents);
        var summary = FitSummary.Of(fit, data, latents, details);
        if (summary.HasModel)
        {
            TableWriter.WriteCsv(folder.New("latents.csv"), latents, LatentNames(latents.Columns), data.RowNumbers);
            if (summary.Transitions is { } transitions)
                folder.WriteText("transitions.csv", Csv(transitions));
            if (fit.Model is IvaeModel { Chain: not null } hidden)
                TableWriter.WriteCsv(folder.New("regimes.csv"), RegimeColumns(hidden.Regimes(fit.Data)),
                    RegimeNames(hidden), data.RowNumbers);
            if (summary.LearnedTargets is { } targets)
                folder.WriteText("targets.csv", TargetFile.Text(targets.Edges));
            var page = HtmlReport.Of(FitReport.Of(fit, data, latents, summary, details));
            folder.WriteText("report.html", page.Html);
            figures = (details?.Figures ?? new()).Write(folder, page.Figures);
        }

        Write(fit, summary, figures);
        return summary;
    }

    /// <summary>Adds what needs no pass over the data, and lets all new files take their places.</summary>
    private void Write(FitResult fit, FitSummary summary, IReadOnlyList<string> figures)
    {
        if (summary.HasModel)
            fit.Model.Save(folder.New("model.ivae"));
        AtomicFile.Write(folder.New("metrics.jsonl"), overwrite: false, stream =>
        {
            foreach (var epoch in fit.Stages.SelectMany(stage => stage.Runs).SelectMany(run => run.History))
                stream.Write(Line(epoch));
        });
        folder.WriteText("config.json", summary.Options.ToJsonString(RunJson.Indented) + "\n");
        folder.WriteText("summary.json", summary.ToJson() + "\n");
        folder.Publish([.. Files, "transitions.csv", "regimes.csv", "targets.csv", .. figures]);
    }

    /// <summary>Every pair of latents at every lag, latents numbered from 1.</summary>
    private static string Csv(LatentTransitions transitions) => string.Concat(transitions.Pairs
        .Select(pair => string.Create(CultureInfo.InvariantCulture,
            $"{pair.Lag},z{pair.From + 1},z{pair.To + 1},{pair.Strength:F4},{pair.Low:F4},{pair.High:F4},{(pair.IsEdge
                ? 1 : 0)}\n"))
        .Prepend("lag,from,to,strength,low,high,edge\n"));

    /// <summary>Lets go of the folder and removes what is unfinished.</summary>
    public void Dispose()
    {
        metrics.Dispose();
        folder.Dispose();
    }

    /// <summary>z1, z2, … for the columns of latents.</summary>
    internal static string[] LatentNames(int count) => [.. Enumerable.Range(1, count).Select(number => $"z{number}")];

    /// <summary>regime, p1, p2, …, the names of <see cref="RegimeColumns"/>.</summary>
    internal static string[] RegimeNames(IvaeModel model) =>
        ["regime", .. Enumerable.Range(1, model.Chain!.Regimes).Select(number => $"p{number}")];

    /// <summary>The most probable regime, from 1, and the probabilities of all; NaN where there is none.</summary>
    internal static Matrix RegimeColumns((IReadOnlyList<int> Path, Matrix Probabilities) found)
    {
        var table = new Matrix(found.Path.Count, 1 + found.Probabilities.Columns);
        for (var row = 0; row < table.Rows; row++)
        {
            table[row, 0] = found.Path[row] < 0 ? float.NaN : found.Path[row] + 1;
            found.Probabilities.Row(row).CopyTo(table.Row(row)[1..]);
        }

        return table;
    }

    private static byte[] Line(EpochMetrics epoch) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(epoch, RunJson.Line.GetTypeInfo<EpochMetrics>()), (byte)'\n'];
}
