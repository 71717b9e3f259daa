using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ivae.Data;
using Ivae.Reporting;
using Ivae.Training;

namespace Ivae.Experiments;

/// <summary>
/// Makes the runs of an experiment, each on one thread. Every finished run is a file at once, and runs whose file is
/// there are not made again, so that an experiment may be stopped and taken up at any time. Results do not depend on
/// the number of threads nor on what was there.
/// </summary>
/// <param name="folder">Where the files are.</param>
/// <param name="threads">Runs at a time; 0 for one per core.</param>
internal sealed class RunEngine(string folder, int threads)
{
    /// <summary>Makes all runs that are not there yet.</summary>
    /// <param name="runs">The runs; equal ones are made once.</param>
    /// <param name="progress">Receives how far all runs together have come, from any thread.</param>
    /// <param name="checkpoint">Where runs at work keep their states, if anywhere.</param>
    /// <param name="cancellation">Ends the runs at work; what is finished is kept.</param>
    /// <returns>The rows, by <see cref="ExperimentRun.Fingerprint"/>; all, unless others are at work on some,
    /// or they are only collected.</returns>
    /// <exception cref="OperationCanceledException">Cancelled before all runs were finished.</exception>
    public IReadOnlyDictionary<string, RunRow> Run(
        IEnumerable<ExperimentRun> runs, IProgress<RunProgress>? progress, Checkpoint? checkpoint,
        CancellationToken cancellation)
    {
        var distinct = runs.DistinctBy(run => run.Fingerprint).ToArray();
        var rows = distinct.Select(Read).ToArray();
        var meter = new RunMeter(
            [.. distinct.Select(run => run.Weight(DefaultRows))], [.. rows.Select(row => row is not null)], progress);
        var (data, work) = (new DatasetCache(), checkpoint?.Work ?? SharedWork.Alone);
        work.Make([.. distinct.Select(run => run.Fingerprint)], IsThere, Make, threads, waits: false, cancellation);
        return distinct.Zip(rows).Where(pair => pair.Second is not null)
            .ToDictionary(pair => pair.First.Fingerprint, pair => pair.Second!);

        bool IsThere(int i)
        {
            if (rows[i] is null && work.Mode == WorkMode.Shared && (rows[i] = Read(distinct[i])) is not null)
                meter.Finish(i);
            return rows[i] is not null;
        }

        void Make(int i, CancellationToken token)
        {
            var (run, watch) = (distinct[i], Stopwatch.StartNew());
            var row = RunScorer.Make(run, data.Take(run.Data.Identity.ToJsonString(), run.Data.Load),
                new Share(i, meter), checkpoint?.Of(run.Fingerprint), token);
            token.ThrowIfCancellationRequested();
            row = row with { Seconds = Math.Round(watch.Elapsed.TotalSeconds, 2) };
            Write(run, row);
            rows[i] = row;
            meter.Finish(i);
        }
    }

    /// <summary>The runs that are not there.</summary>
    public IReadOnlyList<ExperimentRun> Missing(IEnumerable<ExperimentRun> runs) =>
        [.. runs.DistinctBy(run => run.Fingerprint).Where(run => Read(run) is null)];

    /// <summary>
    /// Rows of the paper's simulation, by which runs that count epochs are weighed; the data themselves are not there
    /// yet.
    /// </summary>
    private const int DefaultRows = 40_000;

    /// <summary>
    /// The row of a run that is finished, or none; a file that is not whole or of another version is as good as none.
    /// </summary>
    private RunRow? Read(ExperimentRun run)
    {
        var path = Path.Combine(folder, run.FileName);
        return File.Exists(path) && Parse(File.ReadAllText(path)) is { } row && row.Fingerprint == run.Fingerprint
            ? row
            : null;
    }

    /// <summary>The row in the text of a file of a run, or none.</summary>
    internal static RunRow? Parse(string text)
    {
        try
        {
            var row = (JsonNode.Parse(text) as JsonObject)?["result"].Deserialize(
                ExperimentJson.Strict.GetTypeInfo<RunRow>());
            return row?.IsWhole == true ? row : null;
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private void Write(ExperimentRun run, RunRow row)
    {
        Directory.CreateDirectory(folder);
        var file =
            new JsonObject { ["run"] = run.Identity, ["result"] = ExperimentJson.Node(row) };
        AtomicFile.Write(Path.Combine(folder, run.FileName), overwrite: true,
            stream => JsonSerializer.Serialize(stream, file, RunJson.Line.GetTypeInfo<JsonObject>()));
    }

    private sealed class Share(int run, RunMeter meter) : IProgress<double>
    {
        public void Report(double value) => meter.Advance(run, value);
    }
}
