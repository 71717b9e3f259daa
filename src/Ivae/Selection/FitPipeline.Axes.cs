using Ivae.Distributions;
using Ivae.Methods;
using Ivae.Training;

namespace Ivae.Selection;

/// <content>A fit whose latents follow from those before by sums of functions of one each.</content>
internal sealed partial class FitPipeline
{
    /// <summary>
    /// A flow that begins along the axes that make what moves its latents such sums, which training does not find from
    /// anywhere else; none where they are not asked for.
    /// </summary>
    private FitResult? AlongAdditiveAxes(IvaeOptions asked, IvaeOptions resolved)
    {
        if (resolved.Prior is not { ReadsPast: true, Transition: Transition.AdditiveAxes })
            return null;
        const string Purpose = "Trains the flow with a prior whose means any function of the past moves, for the axes "
            + "along which that is a sum of functions of one past latent each.";
        var free = resolved with
        {
            Prior = resolved.Prior with { Transition = Transition.Network, Modulates = Modulation.Mean },
            Training = resolved.Training with { Restarts = 1 },
        };
        var count = MayGoOn(asked, resolved) ? (int?)null : stages.Count + 2;
        var fit = Train(free, FitStage.Axes, Purpose, count);
        if (fit.Training.Outcome == TrainingOutcome.Cancelled || IsCancelled || !fit.Training.HasModel)
            return fit;
        var (model, prepared) = ((IvaeModel)fit.Model, data.For(resolved));
        var rows = prepared.Units.WithPast(prepared.Split.Training, resolved.Prior.Past);
        var (axes, mixed) = AdditiveAxes.Of(model, prepared.Units, rows);
        var isSum = mixed <= MethodDecisions.MostMixedCurvature;
        var along = Train(resolved, null, null, count, begin: isSum
            ? start => start.BeginFrom(model, axes, prepared.Units, rows)
            : null);
        return isSum ? along : along with
        {
            Warnings = [.. along.Warnings, "Along no axes does the past move latents by sums of functions of one each: "
                + FormattableString.Invariant($"{100 * mixed:f0} % of the curvature is between different latents. ")
                + "Training started as usual."],
        };
    }
}
