using System.Globalization;
using System.Numerics;
using Ivae.Numerics;

namespace Ivae.Training;

/// <summary>
/// The training loop of everything that is trained by gradients: shuffled batches, an optimiser, the best epoch kept.
/// May be advanced in stages.
/// </summary>
internal sealed class Trainer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double ReturnFactor = 1.0 / 3;
    private const int MaxReturns = 3;
    private readonly IObjective<T> objective;
    private readonly TrainingOptions options;
    private readonly RandomStream shuffle;
    private readonly int restart;
    private readonly IProgress<EpochMetrics>? progress;
    private readonly int[] rows;
    private readonly int stepsPerEpoch;
    private readonly int patience;
    private readonly LearningRateSchedule schedule;
    private readonly List<EpochMetrics> history = [];
    private readonly T[] best;
    private IOptimiser optimiser;
    private int bestEpoch;
    private int steps;
    private int waited;
    private int returns;

    /// <summary>Prepares a run; nothing is trained yet.</summary>
    /// <param name="objective">What to train.</param>
    /// <param name="options">How.</param>
    /// <param name="shuffle">Where the order of rows comes from.</param>
    /// <param name="restart">Number of the run, for its metrics.</param>
    /// <param name="progress">Receives a report after each epoch.</param>
    public Trainer(
        IObjective<T> objective,
        TrainingOptions options,
        RandomStream shuffle,
        int restart,
        IProgress<EpochMetrics>? progress)
    {
        (this.objective, this.options, this.shuffle) = (objective, options, shuffle);
        (this.restart, this.progress) = (restart, progress);
        rows = objective.TrainingRows.ToArray();
        stepsPerEpoch = options.StepsPerEpoch(rows.Length);
        Epochs = options.EpochsFor(rows.Length);
        patience = options.RollbackPatience ?? Math.Max(5, Epochs / 10);
        schedule = new LearningRateSchedule(options);
        optimiser = NewOptimiser();
        best = objective.Parameters.Values.ToArray();
    }

    /// <summary>Epochs planned.</summary>
    public int Epochs { get; }

    /// <summary>The best held-out bound so far, in nats per row.</summary>
    public double BestBound { get; private set; } = double.NegativeInfinity;

    /// <summary>Threads it may take, at least 1; its results do not depend on them.</summary>
    public int Threads
    {
        set => objective.Threads = value;
    }

    /// <summary>How the run ended; none while it may go on.</summary>
    public TrainingResult? Result { get; private set; }

    /// <summary>
    /// Trains until all epochs are run, progress ends, the caller cancels or a loss is not a number; leaves the best
    /// parameters in place.
    /// </summary>
    public static TrainingResult Run(
        IObjective<T> objective,
        TrainingOptions options,
        RandomStream shuffle,
        int restart,
        IProgress<EpochMetrics>? progress,
        CancellationToken cancellation)
    {
        var trainer = new Trainer<T>(objective, options, shuffle, restart, progress);
        trainer.Advance(trainer.Epochs, cancellation);
        return trainer.Result!;
    }

    /// <summary>
    /// Trains on until <paramref name="epoch"/> epochs are done, unless the run ends before; whenever it ends, the best
    /// parameters are in place. Only on its way to the last epoch does a run return to its best one at a lower rate: a
    /// lower rate raises the bound at once, and a run that stops before is compared with others.
    /// </summary>
    public void Advance(int epoch, CancellationToken cancellation)
    {
        while (Result is null && history.Count < Math.Min(epoch, Epochs))
        {
            RunEpoch(history.Count + 1, cancellation);
            if (Result is null && epoch >= Epochs && patience > 0 && waited >= patience)
                Return(history.Count);
        }

        if (history.Count == Epochs)
            Finish(TrainingOutcome.Completed,
                $"All {Epochs} epochs were run; epoch {bestEpoch} had the best held-out bound.");
    }

    /// <summary>Ends the run, if it has not ended by itself, because others do better.</summary>
    public void Drop() => Finish(
        TrainingOutcome.Dropped, $"Dropped after epoch {history.Count}: other restarts had a higher held-out bound.");

    private IOptimiser NewOptimiser() => options.Optimiser == OptimiserKind.Adam
        ? new Adam<T>(objective.Parameters, options)
        : new Momentum<T>(objective.Parameters, options);

    private void RunEpoch(int epoch, CancellationToken cancellation)
    {
        shuffle.Split((ulong)epoch).Shuffle<int>(rows);
        var (sum, rate, norm) = (0.0, 0.0, 0.0);
        for (var start = 0; start < rows.Length; start += options.BatchSize)
        {
            if (cancellation.IsCancellationRequested)
            {
                Finish(TrainingOutcome.Cancelled, $"Cancelled in epoch {epoch} of {Epochs}; the best parameters so "
                    + $"far, of epoch {bestEpoch}, are kept.");
                return;
            }

            var done = (double)steps / ((long)Epochs * stepsPerEpoch);
            var batch = rows.AsSpan(start, Math.Min(options.BatchSize, rows.Length - start));
            var loss = objective.Loss(batch, done);
            rate = schedule.Rate(done) * Math.Pow(ReturnFactor, returns);
            if (!double.IsFinite(loss) || !double.IsFinite(norm = optimiser.Step(rate)))
            {
                Finish(TrainingOutcome.Diverged, Diverged(steps + 1, "loss", loss));
                return;
            }

            sum -= loss * batch.Length;
            steps++;
        }

        var bound = objective.Validate();
        if (!double.IsFinite(bound))
        {
            Finish(TrainingOutcome.Diverged, Diverged(steps, "held-out bound", bound));
            return;
        }

        schedule.Observe(bound);
        var isBest = bound > BestBound;
        waited = isBest ? 0 : waited + 1;
        if (isBest)
        {
            (bestEpoch, BestBound) = (epoch, bound);
            objective.Parameters.Values.CopyTo(best, 0);
        }

        history.Add(new EpochMetrics(restart, epoch, Epochs, steps, sum / rows.Length, bound, rate, norm, isBest));
        progress?.Report(history[^1]);
        if (options.EarlyStoppingPatience > 0 && epoch - bestEpoch >= options.EarlyStoppingPatience)
            Finish(TrainingOutcome.StoppedEarly, $"Stopped after epoch {epoch}: the held-out bound has not risen for "
                + $"{options.EarlyStoppingPatience} epochs.");
    }

    /// <summary>Goes back to the best parameters, to go on from there more slowly.</summary>
    private void Return(int epoch)
    {
        if (++returns > MaxReturns)
        {
            Finish(TrainingOutcome.StoppedEarly, $"Stopped after epoch {epoch}: no learning rate raises the held-out "
                + $"bound of epoch {bestEpoch} any more.");
            return;
        }

        best.CopyTo(objective.Parameters.Values, 0);
        (optimiser, waited) = (NewOptimiser(), 0);
    }

    private void Finish(TrainingOutcome outcome, string message)
    {
        if (Result is not null)
            return;
        best.CopyTo(objective.Parameters.Values, 0);
        Result = new TrainingResult(outcome, message, history, bestEpoch, BestBound, steps);
    }

    private string Diverged(int step, string what, double value)
    {
        var term =
            objective.Terms().Where(t => !double.IsFinite(t.Value)).Select(t => t.Name).FirstOrDefault("gradient");
        var remedy = steps == 0
            ? "Nothing was learned before, so that no learning rate helps: look for extreme values in the data, or for "
                + "weights and variances among the options that are far from the usual ones."
            : string.Create(CultureInfo.InvariantCulture, $"Lower training.learning_rate, which is "
                + $"{options.LearningRate}, or look for extreme values in the data.");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Diverged at step {step}: the {what} is {value}, the first term that is not a number is \"{term}\". ")
            + remedy;
    }
}
