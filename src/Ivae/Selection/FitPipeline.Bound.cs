using System.Globalization;
using Ivae.Methods;
using Ivae.Numerics;
using Ivae.Training;

namespace Ivae.Selection;

/// <content>The stages of an iVAE that starts from the latents of a flow.</content>
internal sealed partial class FitPipeline
{
    /// <summary>
    /// The fit of an iVAE that starts from the latents of a brief flow, unless they leave too much to noise.
    /// </summary>
    private FitResult FromFlow(IvaeMethod ivae, IvaeOptions resolved)
    {
        const string Purpose = "Trains a flow briefly, for latents that the iVAE starts from.";
        const int Stages = 4; // flow, warm start, encoder, bound
        var isNoiseMeasured = resolved.LatentDimension < data.Observed;
        var flow = Train(Resolved(IvaeMethod.StartingFlow(resolved), data.Observed), null, Purpose,
            count: isNoiseMeasured ? null : Stages);
        if (IsCancelled)
            return flow.Cancelled();
        var isStart = NoiseOf(flow) <= SelectionDecisions.MaxNoiseOfStart;
        var bound = isStart
            ? Train(ivae.FromFlow(resolved), null, null, count: Stages, flow.Transform())
            : Train(resolved, null, null, count: stages.Count + 1);
        return IsEndedBeforeBound(bound)
            ? flow.Cancelled(stages[^1])
            : bound;
    }

    /// <summary>
    /// The fit of an iVAE, which starts from the latents of a flow, or, where they leave too much to noise, from those
    /// of linear ICA that the search tried.
    /// </summary>
    private FitResult WithNoise(IvaeOptions asked, FitResult flow, double noise)
    {
        var auto = (AutoMethod)asked.Method;
        var isStart = noise <= SelectionDecisions.MaxNoiseOfStart;
        var latents = isStart ? flow.Transform() : null;
        var linear = isStart ? null : LinearOfSearch();
        var further = Resolved(
            isStart ? auto.ForNoise(asked)
                : linear is null ? asked with { Method = auto.Ivae } : auto.FromLinear(asked),
            data.Observed);
        var left = string.Create(CultureInfo.InvariantCulture, $"{noise:P1}");
        var purpose = $"Trains an iVAE, since the latents of the flow leave {left} of the variance to noise.";
        var bound = Train(further, FitStage.Noise, purpose, count: stages.Count + (isStart ? 3 : 1), latents,
            least: flow.Training.BestBound
                - (linear is null ? SelectionDecisions.HopelessLoss : SelectionDecisions.HopelessLossOfLinear),
            from: linear is null ? null : LinearStart.Of(data.Units.Observed, linear.Transform(data.Units)));
        if (IsEndedBeforeBound(bound))
            return flow.Cancelled(stages[^1]);
        if (!bound.Training.HasModel || bound.Training.Outcome == TrainingOutcome.Diverged)
            return KeptFlow($"could not be trained for it to the end, and the flow is kept. {bound.Training.Message}");
        if (LossOf(bound, flow) is var loss && (loss > SelectionDecisions.MaxLossOfNoise
            || bound.Training.Outcome == TrainingOutcome.Dropped))
            return KeptFlow(string.Create(CultureInfo.InvariantCulture,
                $"explains held-out rows worse by {loss:F2} nats per row, and the flow is kept."));
        var from = isStart ? ", started from the latents of a flow,"
            : linear is null ? "" : ", started from independent components,";
        var needed = further.Method is IvaeMethod { Posterior.ReadsAuxiliary: true }
            ? " The encoder reads u, which new rows need (posterior.reads_auxiliary)."
            : "";
        var reason = $"Method ivae{from} was chosen rather than flow: {flow.Model.Latents} latents of a flow leave "
            + $"{left} of the variance, so that noise cannot be neglected.{needed}";
        return bound with { Warnings = [.. bound.Warnings, reason] };

        FitResult KeptFlow(string why) => flow with
        {
            Warnings = [.. flow.Warnings, $"{left} of the variance is noise to the flow, but an iVAE {why}"],
        };
    }

    /// <summary>Linear ICA that reads u, its latents of free shape, if the last search tried it.</summary>
    private IvaeModel? LinearOfSearch() => stages.LastOrDefault(stage => stage.Outcome is not null)?.Outcome!
        .Models.FirstOrDefault(model => model.Method is FlowMethod { Layers: FlowLayers.Linear }
            && model.Options.Prior is { ReadsAuxiliary: true, HasFreeShape: true });

    /// <summary>By how many nats per row an iVAE explains held-out rows worse than a flow.</summary>
    private double LossOf(FitResult bound, FitResult flow) =>
        ((IvaeModel)flow.Model).MeanLogLikelihood(flow.Data.TakeRows(data.JudgedRows))
            - ((IvaeModel)bound.Model).MeanLogLikelihood(
                bound.Data.TakeRows(data.JudgedRows), SelectionDecisions.SamplesOfNoise);

    /// <summary>Whether the caller ended the fit of an iVAE before its bound was raised.</summary>
    private bool IsEndedBeforeBound(FitResult bound) => IsCancelled && !bound.Training.HasModel
        || stages[^1].Name is FitStage.WarmStart or FitStage.Encoder;

    /// <summary>
    /// Teaches models of an iVAE the latents of a flow, then fits their encoders; the stage that ended it.
    /// </summary>
    private FitStage WarmStart(LatentModel[] models, Matrix latents, PreparedData prepared, int? count)
    {
        var (units, split) = (prepared.Units, prepared.Split);
        var taught = Teach(models, prepared, count, FitStage.WarmStart, FitStage.WarmStart,
            "Teaches an iVAE the latents of the flow, from which it then goes on.", SelectionDecisions.WarmStartShare,
            (model, own) => model.WarmStart(latents, units, split, own.Split("imitation")));
        return taught.IsCancelled ? taught : Teach(models, prepared, count, FitStage.Encoder,
            models[0].Method.ObjectiveName, "Fits the encoder of the iVAE to its decoder, which is held.",
            SelectionDecisions.EncoderShare,
            (model, own) => model.EncoderAlone(units, split, own.Split("encoder")));
    }

    /// <summary>A stage that trains every one of some models for a share of the usual steps.</summary>
    private FitStage Teach(
        LatentModel[] models, PreparedData prepared, int? count, string name, string objective, string purpose,
        double share, Func<IvaeModel, RandomStream, IObjective<float>> record)
    {
        var training = models[0].Description.Options.Training.Part(share);
        var epochs = models.Length * training.EpochsFor(prepared.Split.Training.Length);
        return Stage(new(name, stages.Count + 1, count, epochs), purpose, objective, reports =>
        {
            var results = new TrainingResult[models.Length];
            Each(models.Length, restart =>
            {
                var own = stream.Split("restart").Split((ulong)restart);
                results[restart] = Trainer<float>.Run(record((IvaeModel)models[restart], own), training,
                    own.Split(name).Split("shuffle"), restart, reports, cancellation, Kept(restart),
                    Math.Max(1, Threads / models.Length));
            });
            return (results, Enumerable.Range(0, results.Length).MaxBy(r => results[r].BestBound));
        });
    }
}
