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
    private readonly Checkpoint? checkpoint;
    private TrainingResult? restored;
    private int reached;
    private readonly int given; // steps that were made before this process
    private int bestEpoch;
    private double bestBound = double.NegativeInfinity;
    private int steps;
    private int waited;
    private int returns;
    private int at;
    private double sum;

    /// <summary>Prepares a run; nothing is trained yet.</summary>
    /// <param name="objective">What to train.</param>
    /// <param name="options">How.</param>
    /// <param name="shuffle">Where the order of rows comes from.</param>
    /// <param name="restart">Number of the run, for its metrics.</param>
    /// <param name="progress">Receives a report after each epoch.</param>
    /// <param name="checkpoint">Where it keeps its state, and goes on from one that is there.</param>
    public Trainer(
        IObjective<T> objective,
        TrainingOptions options,
        RandomStream shuffle,
        int restart,
        IProgress<EpochMetrics>? progress,
        Checkpoint? checkpoint = null)
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
        this.checkpoint = checkpoint;
        checkpoint?.Restore(Exchange);
        given = steps;
    }

    /// <summary>Epochs planned.</summary>
    public int Epochs { get; }

    /// <summary>The best held-out bound so far, in nats per row.</summary>
    public double BestBound => reached == history.Count
        ? bestBound
        : history.Take(reached).Where(epoch => epoch.Best).LastOrDefault()?.HeldOutBound ?? double.NegativeInfinity;

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
        CancellationToken cancellation,
        Checkpoint? checkpoint = null,
        int threads = 1)
    {
        var trainer =
            new Trainer<T>(objective, options, shuffle, restart, progress, checkpoint) { Threads = threads };
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
        while (Result is null && reached < Math.Min(epoch, Epochs))
        {
            if (reached < history.Count)
            {
                progress?.Report(history[reached++]); // what was run before the process was started again
                continue;
            }

            if (restored is not null)
            {
                Result = restored;
                return;
            }

            RunEpoch(history.Count + 1, cancellation);
            reached = history.Count;
            if (Result is null && epoch >= Epochs && patience > 0 && waited >= patience)
                Return(history.Count);
            if (Result is null && checkpoint?.IsDue == true)
                checkpoint.Keep(Exchange, hasEnded: false);
        }

        if (reached == Epochs)
            Finish(TrainingOutcome.Completed,
                $"All {Epochs} epochs were run; epoch {bestEpoch} had the best held-out bound.");
    }

    /// <summary>Ends the run, if it has not ended by itself, because others do better.</summary>
    /// <param name="reason">Why, as the end of a sentence.</param>
    public void Drop(string reason) =>
        Finish(TrainingOutcome.Dropped, $"Dropped after epoch {history.Count}: {reason}.");

    private IOptimiser NewOptimiser() => options.Optimiser == OptimiserKind.Adam
        ? new Adam<T>(objective.Parameters, options)
        : new Momentum<T>(objective.Parameters, options);

    private void RunEpoch(int epoch, CancellationToken cancellation)
    {
        var (rate, norm) = (0.0, 0.0);
        while (at < rows.Length)
        {
            if (cancellation.IsCancellationRequested)
            {
                if (steps > given) // one that has not begun may start from what another was cancelled at
                    checkpoint?.Keep(Exchange, hasEnded: false);
                Finish(TrainingOutcome.Cancelled, $"Cancelled in epoch {epoch} of {Epochs}; the best parameters so "
                    + $"far, of epoch {bestEpoch}, are kept.");
                return;
            }

            if (at == 0)
            {
                shuffle.Split((ulong)epoch).Shuffle<int>(rows);
                sum = 0;
            }

            var done = (double)steps / ((long)Epochs * stepsPerEpoch);
            var batch = rows.AsSpan(at, Math.Min(options.BatchSize, rows.Length - at));
            var loss = objective.Loss(batch, done);
            rate = schedule.Rate(done) * Math.Pow(ReturnFactor, returns);
            if (!double.IsFinite(loss) || !double.IsFinite(norm = optimiser.Step(rate)))
            {
                Finish(TrainingOutcome.Diverged, Diverged(steps + 1, "loss", loss));
                return;
            }

            sum -= loss * batch.Length;
            steps++;
            at += batch.Length;
            if (at < rows.Length && checkpoint?.IsDue == true)
                checkpoint.Keep(Exchange, hasEnded: false);
        }

        at = 0;
        var bound = objective.Validate();
        if (!double.IsFinite(bound))
        {
            Finish(TrainingOutcome.Diverged, Diverged(steps, "held-out bound", bound));
            return;
        }

        schedule.Observe(bound);
        var isBest = bound > bestBound;
        waited = isBest ? 0 : waited + 1;
        if (isBest)
        {
            (bestEpoch, bestBound) = (epoch, bound);
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
        Result = new TrainingResult(outcome, message, history, bestEpoch, bestBound, steps);
        if (outcome is not (TrainingOutcome.Cancelled or TrainingOutcome.Dropped) && restored is null)
            checkpoint?.Keep(Exchange, hasEnded: true);
    }

    /// <summary>All that decides how the run goes on; of one that has ended, what it came to.</summary>
    private void Exchange(StateArchive state)
    {
        var hasEnded = state.Value(Result is not null);
        var (outcome, message) =
            (state.Value(Result?.Outcome ?? TrainingOutcome.Completed), state.Text(Result?.Message ?? ""));
        List<Entry> entries = [.. history.Select(Entry.Of)];
        state.List(entries);
        state.Values<T>(objective.Parameters.Values);
        objective.Exchange(state);
        (bestEpoch, bestBound, steps) = (state.Value(bestEpoch), state.Value(bestBound), state.Value(steps));
        if (!hasEnded)
        {
            state.Values<T>(best);
            state.Values<int>(rows);
            (waited, returns, at, sum) =
                (state.Value(waited), state.Value(returns), state.Value(at), state.Value(sum));
            schedule.Exchange(state);
            optimiser.Exchange(state);
        }

        if (!state.IsReading)
            return;
        history.Clear();
        history.AddRange(entries.Select(entry => entry.Metrics));
        if (!hasEnded)
            return;
        objective.Parameters.Values.CopyTo(best, 0);
        restored = new TrainingResult(outcome, message, history, bestEpoch, bestBound, steps);
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

    /// <summary>An epoch as numbers.</summary>
    private readonly record struct Entry(
        int Restart, int Epoch, int Epochs, int Steps, double TrainingBound, double HeldOutBound, double LearningRate,
        double GradientNorm, bool Best)
    {
        public EpochMetrics Metrics => new(
            Restart, Epoch, Epochs, Steps, TrainingBound, HeldOutBound, LearningRate, GradientNorm, Best);

        public static Entry Of(EpochMetrics epoch) => new(epoch.Restart, epoch.Epoch, epoch.Epochs, epoch.Steps,
            epoch.TrainingBound, epoch.HeldOutBound, epoch.LearningRate, epoch.GradientNorm, epoch.Best);
    }
}
