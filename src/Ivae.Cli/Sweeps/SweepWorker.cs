using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ivae.Cli.Commands;
using Ivae.Data;
using Ivae.Experiments;
using Ivae.Reporting;
using Ivae.Training;

namespace Ivae.Cli.Sweeps;

/// <summary>
/// Makes the runs of a sweep that are missing, each in a folder of its own. Several of these, on one machine or on many
/// with the same file system, share the runs: each takes those that no other has, until none is left.
/// </summary>
/// <param name="folder">The folder of the sweep.</param>
/// <param name="runs">All runs.</param>
/// <param name="output">Receives notes.</param>
/// <param name="quiet">Whether nothing is said.</param>
internal sealed class SweepWorker(string folder, IReadOnlyList<SweepRun> runs, Output output, bool quiet)
{
    private const string Command = "sweep";

    private readonly SharedWork work =
        new(WorkMode.Shared, Path.Combine(folder, ".sweep"), WorkClaims.UsualPulse);

    private readonly FitCommand fit = new();
    private readonly ConcurrentDictionary<string, string> failures = new();

    /// <summary>Runs that cannot be made, with the reason.</summary>
    public IReadOnlyDictionary<string, string> Failures => failures;

    /// <summary>The summary of a run that has come to its end, or nothing.</summary>
    public static JsonObject? Summary(string folder, SweepRun run)
    {
        try
        {
            var text = File.ReadAllText(Path.Combine(folder, run.Name, "summary.json"));
            return JsonNode.Parse(text) is JsonObject summary && summary["outcome"] is JsonValue outcome
                && outcome.ToString() != "cancelled"
                ? summary
                : null;
        }
        catch (Exception cause)
            when (cause is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            return null; // not there, or not whole, or of something else: it is made again
        }
    }

    /// <summary>Makes runs until all are there, have failed, or are being made by other processes.</summary>
    /// <param name="atOnce">Runs at a time, 0 for one per thread.</param>
    /// <param name="threads">Threads, 0 for one per core.</param>
    /// <param name="cancellation">Ends the runs at work, whose states are kept.</param>
    public void Make(int atOnce, int threads, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        bool[] found = [.. runs.Select(IsDone)];
        using var display = new ProgressDisplay(output, quiet);
        var meter = new RunMeter([.. runs.Select(_ => 1.0)], [.. found], new RunsProgress(display));
        var (data, cores) = (new DatasetCache(), threads == 0 ? Environment.ProcessorCount : threads);
        var lanes = Math.Clamp(found.Count(there => !there), 1, atOnce == 0 ? cores : atOnce);
        work.Make([.. runs.Select(run => run.Name)], IsSettled, MakeOne, lanes, waits: false, cancellation);

        bool IsSettled(int i)
        {
            if (!found[i] && IsDone(runs[i]))
            {
                found[i] = true;
                meter.Finish(i);
            }

            return found[i] || failures.ContainsKey(runs[i].Name);
        }

        void MakeOne(int i, CancellationToken token)
        {
            var run = runs[i];
            try
            {
                var dataset = data.Take(
                    $"{run.Data} {JsonText.Of(run.Settings.Dataset)}",
                    () => new InputData(Command, output, quiet).Read(run.Data, run.Settings.Dataset));
                Fit(run, dataset, new Share(i, meter), Math.Max(1, cores / lanes), token);
            }
            catch (Exception cause) when (cause is DataException or ArgumentException or InsufficientMemoryException)
            {
                failures[run.Name] = cause.Message;
            }
        }
    }

    private void Fit(
        SweepRun run, Dataset dataset, IProgress<EpochMetrics> progress, int threads, CancellationToken cancellation)
    {
        using var target = RunFolder.Create(Path.Combine(folder, run.Name), overwrite: true);
        var work = new FitRun(target, run.Settings, threads) { CommandLine = fit.CommandLine(run.Data, run.Settings) };
        var silent = new Output(TextWriter.Null, TextWriter.Null);
        Checkpoint checkpoint;
        try
        {
            checkpoint = work.Resume(dataset, force: false, [], silent);
            if (checkpoint.GoesOn && !quiet)
                output.Say($"ivae {Command}: {run.Name} goes on where it was stopped.");
        }
        catch (DataException)
        {
            output.Say($"ivae {Command}: note: what another build of ivae kept of {run.Name}, which was stopped, is "
                + "dropped.");
            checkpoint = work.Resume(dataset, force: true, [], silent);
        }

        var (result, seconds) = work.Train(dataset, progress, cancellation);
        checkpoint.Flush();
        cancellation.ThrowIfCancellationRequested();
        work.Write(result, dataset, seconds);
        work.Done();
        if (!quiet && !output.Terminal)
            output.Say(string.Create(
                CultureInfo.InvariantCulture, $"ivae {Command}: {run.Name} is made, in {seconds:F1} s"));
    }

    private bool IsDone(SweepRun run) => Summary(folder, run) is not null;

    /// <summary>Passes on how far a run has come: its stages count alike.</summary>
    private sealed class Share(int run, RunMeter meter) : IProgress<EpochMetrics>
    {
        private double furthest;

        public void Report(EpochMetrics value)
        {
            var (before, stages) = (value.Stage!.Number - 1, value.Stage.Count ?? value.Stage.Number + 1);
            var part = (before + (double)value.Epoch / value.Epochs) / stages;
            if (part <= furthest)
                return;
            furthest = part;
            meter.Advance(run, part);
        }
    }
}
