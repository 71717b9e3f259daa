using System.Text.Json;
using Ivae.Data;
using Ivae.Methods;
using Ivae.Numerics;
using Ivae.Training;

namespace Ivae.Reporting;

/// <summary>
/// The folder with all there is to know about one fit: <c>model.ivae</c>, <c>latents.csv</c>, <c>metrics.jsonl</c>,
/// <c>summary.json</c>, <c>report.html</c> and <c>config.json</c>. Everything is written into a folder inside it first
/// and then moved, so that a disk that fills or a process that dies leaves nothing half-written. As progress of a fit
/// it keeps the metrics while training goes on.
/// </summary>
/// <remarks>
/// Two equal fits give equal files but for the seconds in summary.json, of the fit and of each stage. A fit that got
/// no model has no model, latents and report.
/// </remarks>
public sealed class RunFolder : IProgress<EpochMetrics>, IDisposable
{
    private const string UnfinishedName = ".unfinished-run";
    private readonly Lock gate = new();
    private readonly string path;
    private readonly bool overwrite;
    private readonly bool isNew;
    private readonly FileStream metrics;

    private RunFolder(string path, bool overwrite)
    {
        (this.path, this.overwrite) = (path, overwrite);
        if (!overwrite && Files.Select(Place).FirstOrDefault(File.Exists) is { } there)
            throw new DataException(there, "is already there; choose another folder, or allow it to be replaced.")
            {
                Remedies = ["overwrite"],
            };
        try
        {
            isNew = !Directory.Exists(path);
            if (Directory.Exists(Unfinished))
                Directory.Delete(Unfinished, recursive: true);
            Directory.CreateDirectory(Unfinished);
            metrics = new FileStream(Path.Combine(Unfinished, "progress.jsonl"), FileMode.Create, FileAccess.Write,
                FileShare.Read, bufferSize: 0);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new DataException(
                path, $"cannot be written into: {cause.Message.TrimEnd('.')}. Choose another folder.", cause: cause);
        }
    }

    /// <summary>What a complete folder holds.</summary>
    public static IReadOnlyList<string> Files { get; } =
        ["model.ivae", "latents.csv", "metrics.jsonl", "report.html", "config.json", "summary.json"];

    private string Unfinished => Path.Combine(path, UnfinishedName);

    /// <summary>Makes the folder, if it is not there, and tries whether it can be written.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="overwrite">Whether the files of an earlier run may be replaced.</param>
    /// <exception cref="DataException">The folder cannot be written, or holds a run that must not be
    /// replaced.</exception>
    public static RunFolder Create(string path, bool overwrite = false)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new(path, overwrite);
    }

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
    /// <returns>What stands in summary.json.</returns>
    /// <exception cref="DataException">A file cannot be written; none has changed then.</exception>
    internal FitSummary Write(FitResult fit, Dataset data, RunDetails? details)
    {
        var latents = fit.Training.HasModel ? fit.Transform() : new Matrix(0, fit.Model.Latents);
        var summary = FitSummary.Of(fit, data, latents, details);
        if (summary.HasModel)
        {
            fit.Model.Save(InUnfinished("model.ivae"));
            TableWriter.WriteCsv(InUnfinished("latents.csv"), latents, LatentNames(latents.Columns), data.RowNumbers);
            WriteText("report.html", HtmlReport.Render(FitReport.Of(fit, data, latents, summary, details)));
        }

        AtomicFile.Write(InUnfinished("metrics.jsonl"), overwrite: false, stream =>
        {
            foreach (var epoch in fit.Stages.SelectMany(stage => stage.Runs).SelectMany(run => run.History))
                stream.Write(Line(epoch));
        });
        WriteText("config.json", JsonSerializer.Serialize(summary.Options, RunJson.Indented) + "\n");
        WriteText("summary.json", summary.ToJson() + "\n");
        MoveAll();
        return summary;
    }

    /// <summary>Removes what is unfinished, and the folder itself if nothing came of it.</summary>
    public void Dispose()
    {
        metrics.Dispose();
        try
        {
            if (Directory.Exists(Unfinished))
                Directory.Delete(Unfinished, recursive: true);
            if (isNew && !Directory.EnumerateFileSystemEntries(path).Any())
                Directory.Delete(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // Tidying up must not hide how the run ended.
        }
    }

    /// <summary>z1, z2, … for the columns of latents.</summary>
    internal static string[] LatentNames(int count) => [.. Enumerable.Range(1, count).Select(number => $"z{number}")];

    private void WriteText(string name, string text) =>
        AtomicFile.WriteText(InUnfinished(name), overwrite: false, text);

    private void MoveAll()
    {
        try
        {
            foreach (var name in Files)
            {
                if (File.Exists(InUnfinished(name)))
                    File.Move(InUnfinished(name), Place(name), overwrite);
                else
                    File.Delete(Place(name)); // a model of an earlier run beside the summary of this one would mislead
            }
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new DataException(
                path, $"cannot be written into: {cause.Message.TrimEnd('.')}. Choose another folder.", cause: cause);
        }
    }

    private static byte[] Line(EpochMetrics epoch) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(epoch, RunJson.Line), (byte)'\n'];

    private string Place(string name) => Path.Combine(path, name);

    private string InUnfinished(string name) => Path.Combine(Unfinished, name);
}
