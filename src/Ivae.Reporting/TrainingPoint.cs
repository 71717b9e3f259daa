namespace Ivae.Reporting;

/// <summary>One epoch of training.</summary>
/// <param name="Epoch">Number of the epoch from 1.</param>
/// <param name="TrainingBound">ELBO on the training rows, nats per row.</param>
/// <param name="ValidationBound">ELBO on the held-out rows, nats per row; NaN when there are none.</param>
/// <param name="LearningRate">Learning rate at the end of the epoch.</param>
public sealed record TrainingPoint(int Epoch, double TrainingBound, double ValidationBound, double LearningRate);
