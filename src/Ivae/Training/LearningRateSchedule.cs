using System.Text.Json.Serialization;
using Ivae.Numerics;

namespace Ivae.Training;

/// <summary>How the learning rate moves during training.</summary>
[JsonConverter(typeof(SnakeCaseConverter<ScheduleKind>))]
public enum ScheduleKind
{
    /// <summary>Falls along half a cosine from the initial rate to 1 % of it.</summary>
    Cosine,

    /// <summary>Stays.</summary>
    Constant,

    /// <summary>Is multiplied by the factor at 50, 75 and 90 % of training.</summary>
    Step,

    /// <summary>
    /// Is multiplied by the factor whenever the held-out bound has not risen for more than
    /// <see cref="TrainingOptions.PlateauPatience"/> epochs.
    /// </summary>
    Plateau,
}

/// <summary>The learning rate at each moment of a run.</summary>
internal sealed class LearningRateSchedule(TrainingOptions options)
{
    private double plateau = 1;
    private double best = double.NegativeInfinity;
    private int waited;

    /// <summary>The rate at a fraction of training between 0 and 1.</summary>
    public double Rate(double progress) => options.LearningRate * options.Schedule switch
    {
        ScheduleKind.Cosine => 0.01 + 0.99 * 0.5 * (1 + Math.Cos(Math.PI * Math.Min(progress, 1))),
        ScheduleKind.Step =>
            Math.Pow(options.ScheduleFactor, progress < 0.5 ? 0 : progress < 0.75 ? 1 : progress < 0.9 ? 2 : 3),
        ScheduleKind.Plateau => plateau,
        _ => 1,
    };

    /// <summary>What it has seen, as state.</summary>
    public void Exchange(StateArchive state) =>
        (plateau, best, waited) = (state.Value(plateau), state.Value(best), state.Value(waited));

    /// <summary>Takes the held-out bound of an epoch, in nats per row, to be maximised.</summary>
    public void Observe(double bound)
    {
        if (bound > best)
            (best, waited) = (bound, 0);
        else if (++waited > options.PlateauPatience)
            (plateau, waited) = (plateau * options.ScheduleFactor, 0);
    }
}
