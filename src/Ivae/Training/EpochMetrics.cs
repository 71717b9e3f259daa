using System.Text.Json.Serialization;

namespace Ivae.Training;

/// <summary>What one epoch of training showed.</summary>
/// <param name="Restart">Number of the restart, from 0.</param>
/// <param name="Epoch">Number of the epoch, from 1.</param>
/// <param name="Epochs">Epochs planned.</param>
/// <param name="Steps">Optimiser steps so far.</param>
/// <param name="TrainingBound">Mean bound over the epoch's batches, in nats a row.</param>
/// <param name="HeldOutBound">Bound on the held-out rows (on a fixed part of them when they are many), in nats a row;
/// of the training rows when none are held out.</param>
/// <param name="LearningRate">Learning rate of the last step.</param>
/// <param name="GradientNorm">Euclidean norm of the last step's gradient, before clipping.</param>
/// <param name="Best">Whether this epoch's parameters are the best so far.</param>
public sealed record EpochMetrics(
    int Restart, int Epoch, int Epochs, int Steps, double TrainingBound, double HeldOutBound, double LearningRate,
    double GradientNorm, bool Best)
{
    /// <summary>The stage of the fit that the epoch belongs to, with which alone its bounds may be compared.</summary>
    [JsonIgnore]
    public TrainingStage? Stage { get; init; }

    /// <summary>Name of the stage.</summary>
    [JsonPropertyName("stage"), JsonPropertyOrder(-1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? StageName => Stage?.Name;

    /// <summary>Number of the stage, from 1.</summary>
    [JsonPropertyOrder(-1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? StageNumber => Stage?.Number;

    /// <summary>This epoch, counted on from a run that was before it; where there is none, as it is.</summary>
    internal EpochMetrics After(TrainingResult? before) => before is null ? this : this with
    {
        Epoch = Epoch + before.History.Count,
        Epochs = Epochs + before.History.Count,
        Steps = Steps + before.Steps,
    };
}
