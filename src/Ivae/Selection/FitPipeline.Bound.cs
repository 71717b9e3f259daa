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
    /// The fit of an iVAE from the first start of <see cref="StartsOfNoise"/> that leads to one which explains held-out
    /// rows nearly as well as the flow; that of the flow if none does.
    /// </summary>
    private FitResult WithNoise(IvaeOptions asked, FitResult flow, double noise)
    {
        var left = string.Create(CultureInfo.InvariantCulture, $"{noise:P1}");
        var purpose = $"Trains an iVAE, since the latents of the flow leave {left} of the variance to noise.";
        var problem = "";
        foreach (var start in StartsOfNoise((AutoMethod)asked.Method, asked, flow, noise))
        {
            var further = Resolved(start.Options, data.Observed);
            var count = start.Latents is null ? (int?)null : stages.Count + 3;
            var bound = Train(further, FitStage.Noise, purpose, count, start.Latents,
                least: flow.Training.BestBound - start.Hopeless, from: start.Linear);
            if (IsEndedBeforeBound(bound))
                return flow.Cancelled(stages[^1]);
            problem = ProblemOf(bound, flow);
            if (problem.Length > 0)
                continue;
            var needed = further.Method is IvaeMethod { Posterior.ReadsAuxiliary: true }
                ? " The encoder reads u, which new rows need (posterior.reads_auxiliary)."
                : "";
            var reason = $"Method ivae{start.From} was chosen rather than flow: {flow.Model.Latents} latents of a flow "
                + $"leave {left} of the variance, so that noise cannot be neglected.{needed}";
            return bound with { Warnings = [.. bound.Warnings, reason] };
        }

        return flow with
        {
            Warnings = [.. flow.Warnings, $"{left} of the variance is noise to the flow, but an iVAE {problem}"],
        };
    }

    /// <summary>
    /// Where an iVAE for noise may start, each tried if those before did not lead to one: the latents of the flow, or,
    /// if they leave too much, principal components, and then linear ICA that the search tried.
    /// </summary>
    private IEnumerable<NoiseStart> StartsOfNoise(AutoMethod auto, IvaeOptions asked, FitResult flow, double noise)
    {
        if (noise <= SelectionDecisions.MaxNoiseOfStart)
        {
            yield return new(auto.ForNoise(asked), ", started from the latents of a flow,")
            {
                Latents = flow.Transform(),
            };
            yield break;
        }

        yield return new(asked with { Method = auto.Ivae }, "");
        if (LinearOfSearch() is { } linear)
            yield return new(auto.FromLinear(asked), ", started from independent components,")
            {
                Linear = LinearStart.Of(data.Units.Observed, linear.Transform(data.Units)),
                Hopeless = SelectionDecisions.HopelessLossOfLinear,
            };
    }

    /// <summary>A start of an iVAE for noise.</summary>
    /// <param name="Options">Its options.</param>
    /// <param name="From">Where it starts, as within a sentence.</param>
    private sealed record NoiseStart(IvaeOptions Options, string From)
    {
        /// <summary>Latents that it is taught first <c>[N, L]</c>, if any.</summary>
        public Matrix? Latents { get; init; }

        /// <summary>Its linear maps, if not those of its method.</summary>
        public LinearStart? Linear { get; init; }

        /// <summary>Nats per row below the flow after a tenth of the training from which it is given up.</summary>
        public double Hopeless { get; init; } = SelectionDecisions.HopelessLoss;
    }

    /// <summary>Why the flow is kept rather than an iVAE, as within a sentence; nothing if it is not.</summary>
    private string ProblemOf(FitResult bound, FitResult flow)
    {
        if (!bound.Training.HasModel || bound.Training.Outcome == TrainingOutcome.Diverged)
            return $"could not be trained for it to the end, and the flow is kept. {bound.Training.Message}";
        var loss = LossOf(bound, flow);
        return loss <= SelectionDecisions.MaxLossOfNoise && bound.Training.Outcome != TrainingOutcome.Dropped
            ? ""
            : string.Create(CultureInfo.InvariantCulture,
                $"explains held-out rows worse by {loss:F2} nats per row, and the flow is kept.");
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
