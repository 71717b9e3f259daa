using Ivae.Methods;
using Ivae.Training;

namespace Ivae.Selection;

/// <content>A fit that goes on from a fitted model.</content>
internal sealed partial class FitPipeline
{
    /// <summary>The model to go on from, of the data and with the options of this fit, if any.</summary>
    public LatentModel? Start { get; init; }

    /// <summary>
    /// Trains a copy of a model on, at the rate of a model that goes on from another; it stays as it was where no epoch
    /// was better.
    /// </summary>
    private FitResult GoOn(LatentModel start)
    {
        var (units, split) = (data.Units, data.Split);
        var model = Method.Blank(data.Describe(options, start.Description));
        start.Parameters.Values.CopyTo(model.Parameters.Values, 0);
        Created?.Invoke(model);
        var own = stream.Split("restart").Split(0);
        var objective = model.Objective(units, split, own) ?? throw new ArgumentException(
            $"Method {model.Method.Name} computes its latents in one step, and there is nothing to go on from.");
        var training = model.Options.ModelTraining;
        training = training with { LearningRate = training.LearningRate * SelectionDecisions.BoundRateFactor };
        List<string> warnings =
            [.. data.Warnings, $"Training went on from the model of {start.Description.DataName}."];
        var stage = Stage(
            new(model.Method.Name, 1, 1, training.EpochsFor(objective.TrainingRows.Length)),
            $"Trains a fitted model of method {model.Method.Name} on.", model.Method.ObjectiveName, reports =>
            {
                var before = objective.Validate();
                var result = Trainer<float>.Run(
                    objective, training, own.Split("shuffle"), 0, reports, cancellation, Kept(0), Threads);
                if (result.HasModel && result.BestBound < before)
                {
                    start.Parameters.Values.CopyTo(model.Parameters.Values, 0);
                    warnings.Add("No epoch was better on the held-out rows than the model that training went on from, "
                        + "which is kept.");
                }

                model.Complete(units, split, stream.Split("complete"), warnings);
                return ([result], 0);
            });
        return new FitResult(model, stage.Runs[0], stage.Runs, 0, split.Training, split.HeldOut, warnings)
        {
            Data = model.WithRegimes(units),
            Stages = stages,
        };
    }

    /// <summary>
    /// Of many columns, whose starts are not searched over: the flow from other starts, where the first ended with a
    /// source left out and these leave less.
    /// </summary>
    private FitResult FromMoreStarts(IvaeOptions resolved, FitResult first)
    {
        if (!data.IsReduced || !IsFlow(first) || first.Restarts.Count < 2 || IsCancelled)
            return first;
        var left = NoiseOf(first);
        if (left <= SelectionDecisions.MaxNoise || Moving(first) == 0)
            return first;
        var second = Train(resolved, null, "Trains the flow from other starts, since the first left a source out; kept "
            + "if they leave less of x.", null, isSecond: true);
        return IsCancelled ? first.Cancelled(stages[^1]) : NoiseOf(second) < left ? second : first;
    }
}
