using System.CommandLine;
using Ivae.Data;
using Ivae.Methods;
using Ivae.Reporting;
using Ivae.Training;

namespace Ivae.Cli.Tracking;

/// <summary>
/// The option <c>--track</c> of fit: the run for trackers of experiments, next to those of other programs.
/// </summary>
internal sealed class TrackOption
{
    private static readonly string[] Known = ["tensorboard", "mlflow"];

    private readonly Option<string?> names = new("--track")
    {
        HelpName = "NAMES",
        Description = $"Write the run for {string.Join(',', Known)} too: event files in {TensorBoardFiles.Folder} of "
            + "the run, an entry in mlruns here or in the folder of MLFLOW_TRACKING_URI.",
    };

    /// <summary>Adds it to a command.</summary>
    public void AddTo(Command command)
    {
        names.CompletionSources.Add(Known);
        command.Add(names);
    }

    /// <summary>What was asked for, beginning now.</summary>
    public Tracking In(ParseResult arguments) =>
        new(CommonOptions.Names(arguments.GetValue(names), "--track", "tracker", Known));

    /// <summary>Keeps the time of every epoch, and writes at the end.</summary>
    internal sealed class Tracking : IProgress<EpochMetrics>
    {
        private readonly Lock gate = new();
        private readonly Dictionary<(int? Stage, int Restart, int Epoch), DateTimeOffset> times = [];
        private readonly DateTimeOffset start = DateTimeOffset.UtcNow;
        private readonly string[] names;
        private readonly string? store;

        public Tracking(string[] names)
        {
            this.names = names;
            store = names.Contains("mlflow")
                ? MlflowFiles.Store(Environment.GetEnvironmentVariable("MLFLOW_TRACKING_URI"))
                : null;
        }

        public void Report(EpochMetrics value)
        {
            lock (gate)
                times[Key(value)] = DateTimeOffset.UtcNow;
        }

        /// <summary>Writes what was asked for; what an earlier run in the folder wrote is gone.</summary>
        public void Write(OutputFolder folder, FitResult fit, FitSummary summary)
        {
            var there = Path.Combine(folder.Path, TensorBoardFiles.Folder);
            var results = Directory.Exists(there)
                ? Directory.GetFiles(there, "*", SearchOption.AllDirectories)
                    .Select(file => Path.GetRelativePath(folder.Path, file)).ToHashSet()
                : [];
            var run = new TrackedRun(Path.GetFileName(folder.Path), folder.Path, start, DateTimeOffset.UtcNow,
                [.. fit.Stages.SelectMany(stage => stage.Runs).SelectMany(part => part.History)
                    .Select(epoch => (epoch, times.GetValueOrDefault(Key(epoch), start)))], summary);
            foreach (var (name, content) in names.Contains("tensorboard") ? TensorBoardFiles.Of(run) : [])
            {
                Directory.CreateDirectory(Path.GetDirectoryName(folder.New(name))!);
                AtomicFile.Write(folder.New(name), overwrite: false, stream => stream.Write(content));
                results.Add(name);
            }

            if (results.Count > 0)
                folder.Publish([.. results]);
            if (store is not null)
                MlflowFiles.Write(store, run, Guid.NewGuid().ToString("N"));
        }

        private static (int? Stage, int Restart, int Epoch) Key(EpochMetrics epoch) =>
            (epoch.StageNumber, epoch.Restart, epoch.Epoch);
    }
}
