using Ivae.Numerics;

namespace Ivae.Training;

/// <summary>How a model is trained.</summary>
public sealed record TrainingOptions
{
    /// <summary>
    /// Passes over the training rows; <see langword="null"/> chooses as many as <see cref="Steps"/> takes.
    /// </summary>
    public int? Epochs { get; init; }

    /// <summary>
    /// Number of optimiser steps aimed at when <see cref="Epochs"/> is not given; <see langword="null"/> takes 20 000,
    /// or 40 000 for a flow of invertible layers, whose steps are short, and 80 000 for 16 latents or more; of many
    /// columns a flow takes 20 000, and fewer of few rows.
    /// </summary>
    public int? Steps { get; init; }

    /// <summary>
    /// Factor on the usual number of steps, where <see cref="Steps"/> and <see cref="Epochs"/> leave it open.
    /// </summary>
    public double Effort { get; init; } = 1;

    /// <summary>The number of steps, where it was left open the usual one.</summary>
    internal int StepsOrDefault => Steps ?? StepsFor(20_000);

    /// <summary>Rows per step.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>How gradients move parameters.</summary>
    public OptimiserKind Optimiser { get; init; } = OptimiserKind.Adam;

    /// <summary>Initial learning rate.</summary>
    public double LearningRate { get; init; } = 0.005;

    /// <summary>How the learning rate moves.</summary>
    public ScheduleKind Schedule { get; init; } = ScheduleKind.Cosine;

    /// <summary>Factor of the step and plateau schedules.</summary>
    public double ScheduleFactor { get; init; } = 0.1;

    /// <summary>Epochs without progress that the plateau schedule allows; the next one lowers the rate.</summary>
    public int PlateauPatience { get; init; } = 5;

    /// <summary>
    /// Weight decay, as a fraction per step at learning rate 1; decoupled from the gradient in Adam (AdamW).
    /// </summary>
    public double WeightDecay { get; init; }

    /// <summary>Largest Euclidean norm of the gradient; a longer one is shortened to it. 0 for no limit.</summary>
    public double GradientClip { get; init; } = 10;

    /// <summary>
    /// Epochs without a better held-out bound after which training returns to the best parameters and goes on from
    /// there at a third of the learning rate; after three returns it stops instead. <see langword="null"/> takes a
    /// tenth of the epochs, at least 5; 0 never returns.
    /// </summary>
    public int? RollbackPatience { get; init; }

    /// <summary>Epochs without a better held-out bound after which training stops; 0 never stops early.</summary>
    public int EarlyStoppingPatience { get; init; }

    /// <summary>Fraction of rows held out: never trained on, used to keep the best epoch and to score.</summary>
    public double HeldOut { get; init; } = 0.2;

    /// <summary>
    /// Fits from different starts, of which the better half goes on at set fractions of the first third of training;
    /// the one with the best held-out bound is kept. <see langword="null"/> takes 2 for a flow and 1 otherwise.
    /// </summary>
    public int? Restarts { get; init; }

    /// <summary>The factor that shortens a gradient of the given norm to <see cref="GradientClip"/>, or 1.</summary>
    internal double Shrink(double norm) => GradientClip > 0 && norm > GradientClip ? GradientClip / norm : 1;

    /// <summary>The usual number of steps times the effort.</summary>
    internal int StepsFor(int usual) => Math.Max(1, (int)(usual * Effort));

    /// <summary>Optimiser steps in a pass over so many training rows.</summary>
    internal int StepsPerEpoch(int rows) => (rows + BatchSize - 1) / BatchSize;

    /// <summary>Epochs planned for so many training rows.</summary>
    internal int EpochsFor(int rows) =>
        Epochs ?? Math.Max(1, (int)Math.Round((double)StepsOrDefault / StepsPerEpoch(rows)));

    /// <summary>The same for a part of the steps, at least one.</summary>
    internal TrainingOptions Part(double share) => this with
    {
        Steps = Math.Max(1, (int)(StepsOrDefault * share)),
        Epochs = Epochs is { } epochs ? Math.Max(1, (int)(epochs * share)) : null,
    };

    /// <summary>What is wrong with these options, each with value, range and remedy.</summary>
    public IEnumerable<string> Problems()
    {
        IEnumerable<string> ranges =
        [
            .. Limits.Whole("training.epochs", Epochs, 1, Limits.Steps, ", or absent to be chosen"),
            .. Limits.Whole("training.steps", Steps, 1, Limits.Steps),
            .. Limits.Positive("training.effort", Effort, 1000, ", 1 for the usual number of steps"),
            .. Limits.Whole("training.batch_size", BatchSize, 1, Limits.Batch),
            .. Limits.Positive("training.learning_rate", LearningRate, Limits.Rate, ", usually .0001 to .01"),
            .. Limits.Whole("training.plateau_patience", PlateauPatience, 0, Limits.Steps),
            .. Limits.Whole("training.rollback_patience", RollbackPatience, 0, Limits.Steps),
            .. Limits.Whole("training.early_stopping_patience", EarlyStoppingPatience, 0, Limits.Steps),
            .. Limits.Positive(
                "training.gradient_clip", GradientClip, Limits.Weight, ", 0 for no limit", isZeroAllowed: true),
            .. Limits.Whole("training.restarts", Restarts, 1, Limits.Repeats),
        ];
        foreach (var problem in ranges)
            yield return problem;
        if (!(ScheduleFactor > 0 && ScheduleFactor < 1))
            yield return $"training.schedule_factor is {ScheduleFactor}; it must lie between 0 and 1.";
        if (!(WeightDecay >= 0 && WeightDecay < 1))
            yield return $"training.weight_decay is {WeightDecay}; it must be at least 0 and below 1.";
        if (!(HeldOut >= 0 && HeldOut < 1))
            yield return $"training.held_out is {HeldOut}; it must be at least 0 and below 1.";
    }
}
