using System.Text.Json.Serialization;
using Ivae.Numerics;

namespace Ivae.Training;

/// <summary>How a training run ended.</summary>
[JsonConverter(typeof(SnakeCaseConverter<TrainingOutcome>))]
public enum TrainingOutcome
{
    /// <summary>All epochs were run.</summary>
    Completed,

    /// <summary>The held-out bound stopped rising.</summary>
    StoppedEarly,

    /// <summary>Other restarts, or what it started from, had a higher held-out bound.</summary>
    Dropped,

    /// <summary>The caller cancelled; the best parameters so far are kept.</summary>
    Cancelled,

    /// <summary>A loss or a held-out bound was not a number; the best parameters before it are kept.</summary>
    Diverged,
}

/// <summary>How a training run went.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Message">The same in a sentence, with advice where something can be done.</param>
/// <param name="History">One entry per epoch.</param>
/// <param name="BestEpoch">Epoch whose parameters were kept, from 1; 0 when none was finished.</param>
/// <param name="BestBound">Held-out bound of that epoch, in nats per row.</param>
/// <param name="Steps">Optimiser steps taken.</param>
public sealed record TrainingResult(
    TrainingOutcome Outcome, string Message, IReadOnlyList<EpochMetrics> History, int BestEpoch,
    double BestBound, int Steps)
{
    /// <summary>The result where nothing is trained by gradients.</summary>
    public static TrainingResult NotNeeded { get; } = new(TrainingOutcome.Completed,
        "Computed from the training rows without training by gradients.", [], 0, double.NaN, 0)
    {
        IsComputed = true,
    };

    /// <summary>This run and one that went on from where it ended, as one.</summary>
    internal TrainingResult Then(TrainingResult next) => next with
    {
        History = [.. History, .. next.History.Select(epoch => epoch.After(this))],
        BestEpoch = next.BestEpoch > 0 ? History.Count + next.BestEpoch : BestEpoch,
        BestBound = next.BestEpoch > 0 ? next.BestBound : BestBound,
        Steps = Steps + next.Steps,
    };

    /// <summary>Whether there is a model: an epoch was finished, or none was needed.</summary>
    public bool HasModel => BestEpoch > 0 || IsComputed;

    /// <summary>Whether the model was computed and not trained by gradients.</summary>
    internal bool IsComputed { get; init; }
}
