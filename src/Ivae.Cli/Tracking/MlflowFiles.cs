using System.Globalization;
using System.Text;
using Ivae.Data;
using Ivae.Training;

namespace Ivae.Cli.Tracking;

/// <summary>
/// A run in the file store of MLflow: a folder with its parameters, metrics and tags, whose artifacts are those of the
/// run folder.
/// </summary>
internal static class MlflowFiles
{
    private const string Experiment = "ivae";
    private const string ExperimentId = "730118100";
    private const int LongestValue = 6000;

    /// <summary>The store: that of MLFLOW_TRACKING_URI where it is a folder, <c>mlruns</c> here otherwise.</summary>
    /// <exception cref="UsageException">MLFLOW_TRACKING_URI is a server.</exception>
    public static string Store(string? address)
    {
        if (string.IsNullOrEmpty(address))
            return Path.GetFullPath("mlruns");
        if (!address.Contains("://", StringComparison.Ordinal)
            && !address.StartsWith("file:", StringComparison.Ordinal))
            return Path.GetFullPath(address);
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.IsFile
            ? uri.LocalPath
            : throw new UsageException($"--track mlflow: MLFLOW_TRACKING_URI is {address}, and only a folder (file:) "
                + "can be written; unset it, or give a folder.");
    }

    /// <summary>Adds a run and gives its folder.</summary>
    /// <param name="store">The store.</param>
    /// <param name="run">The run.</param>
    /// <param name="id">Its number: 32 hexadecimal digits.</param>
    public static string Write(string store, TrackedRun run, string id)
    {
        var experiment = Path.Combine(store, ExperimentId);
        var folder = Path.Combine(experiment, id);
        Directory.CreateDirectory(folder);
        if (!File.Exists(Path.Combine(experiment, "meta.yaml")))
            AtomicFile.WriteText(Path.Combine(experiment, "meta.yaml"), overwrite: true, Yaml(
                ("artifact_location", Quoted(new Uri(experiment).AbsoluteUri)),
                ("creation_time", Milliseconds(run.Start)),
                ("experiment_id", Quoted(ExperimentId)), ("last_update_time", Milliseconds(run.Start)),
                ("lifecycle_stage", "active"), ("name", Quoted(Experiment))));

        foreach (var (key, value) in run.Options)
            Write(folder, $"params/{key}", value.Length > LongestValue ? value[..LongestValue] : value);
        foreach (var series in run.Series)
            foreach (var (name, of) in TrackedRun.Followed)
                Write(folder, $"metrics/{series.Key}/{name}", string.Concat(series.Select(epoch =>
                    Line(epoch.Time, of(epoch.Metrics), epoch.Metrics.Epoch))));
        foreach (var (name, value) in run.Scores)
            Write(folder, $"metrics/{name}", Line(run.End, value, 0));
        Write(folder, "tags/mlflow.runName", run.Name);
        Write(folder, "tags/mlflow.source.name", "ivae fit");
        Write(folder, "tags/mlflow.note.content", run.Summary.Message);
        Write(folder, "tags/method", run.Summary.Method);
        Write(folder, "tags/data", run.Summary.Data);

        // Last: a run without it is none.
        Write(folder, "meta.yaml", Yaml(
            ("artifact_uri", Quoted(new Uri(run.Folder).AbsoluteUri)), ("end_time", Milliseconds(run.End)),
            ("entry_point_name", "''"), ("experiment_id", Quoted(ExperimentId)), ("lifecycle_stage", "active"),
            ("run_id", id), ("run_name", Quoted(run.Name)), ("run_uuid", id), ("source_name", "''"),
            ("source_type", "4"), ("source_version", "''"), ("start_time", Milliseconds(run.Start)),
            ("status", Status(run.Summary.Outcome)), ("tags", "[]"), ("user_id", Quoted(Environment.UserName))));
        return folder;
    }

    /// <summary>MLflow's number of how it ended.</summary>
    private static string Status(TrainingOutcome outcome) => outcome switch
    {
        TrainingOutcome.Diverged => "4",
        TrainingOutcome.Cancelled => "5",
        _ => "3",
    };

    private static void Write(string folder, string name, string text)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        AtomicFile.WriteText(path, overwrite: true, text);
    }

    private static string Line(DateTimeOffset time, double value, int step) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.ToUnixTimeMilliseconds()} {value:R} {step}\n");

    private static string Yaml(params (string Key, string Value)[] lines)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in lines)
            text.Append(key).Append(": ").Append(value).Append('\n');
        return text.ToString();
    }

    private static string Quoted(string text) =>
        $"'{text.ReplaceLineEndings(" ").Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Milliseconds(DateTimeOffset time) =>
        time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
