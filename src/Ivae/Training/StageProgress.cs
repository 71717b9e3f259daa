namespace Ivae.Training;

/// <summary>Passes epochs on with the stage that they belong to.</summary>
/// <param name="stage">The stage.</param>
/// <param name="progress">Who is told.</param>
/// <param name="before">A run that the reported one goes on from, if it does.</param>
internal sealed class StageProgress(
    TrainingStage stage, IProgress<EpochMetrics>? progress, TrainingResult? before = null) : IProgress<EpochMetrics>
{
    /// <inheritdoc/>
    public void Report(EpochMetrics value) => progress?.Report(value.After(before) with { Stage = stage });

    /// <summary>The progress of a run that goes on from another.</summary>
    public StageProgress After(TrainingResult? previous) => new(stage, progress, previous);
}
