using System.Text.Json.Serialization;

namespace Ivae.Training;

/// <summary>What one epoch of training showed.</summary>
/// <param name="Restart">Number of the restart, from 0.</param>
/// <param name="Epoch">Number of the epoch, from 1.</param>
/// <param name="Epochs">Epochs planned.</param>
/// <param name="Steps">Optimiser steps so far.</param>
/// <param name="TrainingBound">Mean bound over the epoch's batches, in nats a row.</param>
/// <param name="HeldOutBound">Bound on the held-out rows (on a fixed part of them when they are many), in nats a row; of the training rows when none are held out.</param>
/// <param name="LearningRate">Learning rate of the last step.</param>
/// <param name="GradientNorm">Euclidean norm of the last step's gradient, before clipping.</param>
/// <param name="Best">Whether this epoch's parameters are the best so far.</param>
public sealed record EpochMetrics(
    int Restart, int Epoch, int Epochs, int Steps, double TrainingBound, double HeldOutBound, double LearningRate, double GradientNorm, bool Best)
{
    /// <summary>What was trained, where a method has more than one stage; none for the last one, whose model is kept.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Stage { get; init; }
}
