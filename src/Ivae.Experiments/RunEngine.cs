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
    /// <returns>The rows, by <see cref="ExperimentRun.Fingerprint"/>.</returns>
    /// <exception cref="OperationCanceledException">Cancelled before all runs were finished.</exception>
    public IReadOnlyDictionary<string, RunRow> Run(
        IEnumerable<ExperimentRun> runs, IProgress<RunProgress>? progress, Checkpoint? checkpoint,
        CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var distinct = runs.DistinctBy(run => run.Fingerprint).ToArray();
        var rows = distinct.Select(Read).ToArray();
        int[] left = [.. Enumerable.Range(0, rows.Length).Where(i => rows[i] is null)];
        var data = left.GroupBy(i => distinct[i].Data.Identity.ToJsonString())
            .ToDictionary(group => group.Key, group => new SharedDataset(group.Count()));
        var meter = new RunMeter(
            [.. distinct.Select(run => run.Weight(DefaultRows))], [.. rows.Select(row => row is not null)], progress);

        // One worker per core that takes the next run: the runs of one data set follow each other, so that few data
        // sets are in memory.
        var next = -1;
        var workers = Math.Min(threads == 0 ? Environment.ProcessorCount : threads, Math.Max(left.Length, 1));
        Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, _ =>
        {
            for (int at; (at = Interlocked.Increment(ref next)) < left.Length && !cancellation.IsCancellationRequested;)
            {
                var run = distinct[left[at]];
                var shared = data[run.Data.Identity.ToJsonString()];
                var watch = Stopwatch.StartNew();
                var row = RunScorer.Make(run, shared.Take(run.Data.Load), new Share(left[at], meter),
                    checkpoint?.Of(run.Fingerprint), cancellation);
                shared.Release();
                if (cancellation.IsCancellationRequested)
                    return;
                rows[left[at]] = row with { Seconds = Math.Round(watch.Elapsed.TotalSeconds, 2) };
                Write(run, rows[left[at]]!);
                meter.Finish(left[at]);
            }
        });
        cancellation.ThrowIfCancellationRequested();
        return distinct.Zip(rows).ToDictionary(pair => pair.First.Fingerprint, pair => pair.Second!);
    }

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
