using System.Text.Json.Nodes;
using Ivae.Reporting;
using Ivae.Training;

namespace Ivae.Cli.Tracking;

/// <summary>What a tracker of experiments is given of a fit.</summary>
/// <param name="Name">Name of the run.</param>
/// <param name="Folder">Full path of its folder.</param>
/// <param name="Start">When it began.</param>
/// <param name="End">When it ended.</param>
/// <param name="Epochs">Every epoch, and when it ended.</param>
/// <param name="Summary">Its scores.</param>
internal sealed record TrackedRun(string Name, string Folder, DateTimeOffset Start, DateTimeOffset End,
    IReadOnlyList<(EpochMetrics Metrics, DateTimeOffset Time)> Epochs, FitSummary Summary)
{
    /// <summary>The epochs of each training run, by a name such as "2-ivae-run1".</summary>
    public IEnumerable<IGrouping<string, (EpochMetrics Metrics, DateTimeOffset Time)>> Series => Epochs.GroupBy(epoch =>
        FormattableString.Invariant(
            $"{epoch.Metrics.StageNumber}-{epoch.Metrics.StageName}-run{epoch.Metrics.Restart + 1}"));

    /// <summary>What is followed over the epochs.</summary>
    public static IReadOnlyList<(string Name, Func<EpochMetrics, double> Of)> Followed { get; } =
    [
        ("training_bound", epoch => epoch.TrainingBound),
        ("held_out_bound", epoch => epoch.HeldOutBound),
        ("learning_rate", epoch => epoch.LearningRate),
        ("gradient_norm", epoch => epoch.GradientNorm),
    ];

    /// <summary>The scores of the model.</summary>
    public IEnumerable<(string Name, double Value)> Scores => new (string Name, double? Value)[]
    {
        ("elbo", Summary.Elbo), ("iwae", Summary.Iwae), ("accuracy", Summary.Accuracy),
        ("active_units", Summary.ActiveUnits), ("reconstruction_r2", Summary.Reconstruction?.RSquared),
        ("mcc", Summary.Evaluation?.Mcc), ("mcc_held_out", Summary.Evaluation?.MccHeldOut),
        ("seconds", Summary.Seconds),
    }.Where(score => score.Value is not null).Select(score => (score.Name, score.Value!.Value));

    /// <summary>Every option, by its key.</summary>
    public IEnumerable<(string Key, string Value)> Options => Flat(Summary.Options, "");

    private static IEnumerable<(string Key, string Value)> Flat(JsonObject branch, string prefix) =>
        branch.Where(pair => pair.Value is not null).SelectMany(pair => pair.Value is JsonObject inner
            ? Flat(inner, $"{prefix}{pair.Key}.")
            : [(prefix + pair.Key, pair.Value is JsonValue ? $"{pair.Value}" : pair.Value!.ToJsonString())]);
}
