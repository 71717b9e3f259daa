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
