using System.Numerics;
using Ivae.Numerics;

namespace Ivae.Training;

/// <summary>The training loop of everything that is trained by gradients: shuffled batches, Adam, the best epoch kept.</summary>
internal static class Trainer
{
    private const double ReturnFactor = 1.0 / 3;
    private const int MostReturns = 3;

    /// <summary>Trains until all epochs are run, progress ends, the caller cancels or a loss or bound is not a number; leaves the best parameters in place.</summary>
    public static TrainingResult Run<T>(
        IObjective<T> objective, TrainingOptions options, RandomStream shuffle, int restart, IProgress<EpochMetrics>? progress, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rows = objective.TrainingRows.ToArray();
        var stepsPerEpoch = (rows.Length + options.BatchSize - 1) / options.BatchSize;
        var epochs = options.Epochs ?? Math.Max(1, (int)Math.Round((double)options.Steps / stepsPerEpoch));
        var adam = new Adam<T>(objective.Parameters, options);
        var schedule = new LearningRateSchedule(options);
        var history = new List<EpochMetrics>();
        var best = objective.Parameters.Values.ToArray();
        var (bestEpoch, bestBound, steps) = (0, double.NegativeInfinity, 0);
        var patience = options.ReturnPatience ?? Math.Max(5, epochs / 10);
        var (returns, waited) = (0, 0);

        TrainingResult Finish(TrainingOutcome outcome, string message)
        {
            best.CopyTo(objective.Parameters.Values, 0);
            return new TrainingResult(outcome, message, history, bestEpoch, bestBound, steps);
        }

        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            shuffle.Split((ulong)epoch).Shuffle<int>(rows);
            var (sum, rate, norm) = (0.0, 0.0, 0.0);
            for (var start = 0; start < rows.Length; start += options.BatchSize)
            {
                if (cancellation.IsCancellationRequested)
                    return Finish(TrainingOutcome.Cancelled, $"Cancelled in epoch {epoch} of {epochs}; the best parameters so far, of epoch {bestEpoch}, are kept.");
                var done = (double)steps / ((long)epochs * stepsPerEpoch);
                var batch = rows.AsSpan(start, Math.Min(options.BatchSize, rows.Length - start));
                var loss = objective.Loss(batch, done);
                rate = schedule.Rate(done) * Math.Pow(ReturnFactor, returns);
                if (!double.IsFinite(loss) || !double.IsFinite(norm = adam.Step(rate)))
                    return Finish(TrainingOutcome.Diverged, Diverged(objective, steps + 1, "loss", loss));
                sum -= loss * batch.Length;
                steps++;
            }

            var bound = objective.Validate();
            if (!double.IsFinite(bound))
                return Finish(TrainingOutcome.Diverged, Diverged(objective, steps, "held-out bound", bound));
            schedule.Observe(bound);
            var isBest = bound > bestBound;
            waited = isBest ? 0 : waited + 1;
            if (isBest)
            {
                (bestEpoch, bestBound) = (epoch, bound);
                objective.Parameters.Values.CopyTo(best, 0);
            }

            history.Add(new EpochMetrics(restart, epoch, epochs, steps, sum / rows.Length, bound, rate, norm, isBest));
            progress?.Report(history[^1]);
            if (patience > 0 && waited >= patience)
            {
                if (++returns > MostReturns)
                    return Finish(TrainingOutcome.StoppedEarly, $"Stopped after epoch {epoch}: no learning rate raises the held-out bound of epoch {bestEpoch} any more.");
                best.CopyTo(objective.Parameters.Values, 0);
                (adam, waited) = (new Adam<T>(objective.Parameters, options), 0);
            }

            if (options.EarlyStoppingPatience > 0 && epoch - bestEpoch >= options.EarlyStoppingPatience)
                return Finish(TrainingOutcome.StoppedEarly, $"Stopped after epoch {epoch}: the held-out bound has not risen for {options.EarlyStoppingPatience} epochs.");
        }

        return Finish(TrainingOutcome.Completed, $"All {epochs} epochs were run; epoch {bestEpoch} had the best held-out bound.");
    }

    private static string Diverged<T>(IObjective<T> objective, int step, string what, double value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var term = objective.Terms().Where(t => !double.IsFinite(t.Value)).Select(t => t.Name).FirstOrDefault("gradient");
        return string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"Diverged at step {step}: the {what} is {value}, the first term that is not a number is \"{term}\". Lower training.learning_rate, or look for extreme values in the data.");
    }
}
