using System.Globalization;
using Ivae.Data;
using Ivae.Methods;
using Ivae.Training;

namespace Ivae.Reporting;

/// <summary>What the user should know of a fit, a sentence each.</summary>
internal static class FitWarnings
{
    /// <summary>What the fit says of itself, then what else can be seen in it and in its data.</summary>
    public static IReadOnlyList<string> Of(FitResult fit, Dataset data) =>
        [.. fit.Warnings, .. Doubts(fit), .. Overfitting(fit), .. Diverged(fit), .. Sources(data)];

    /// <summary>Whether the known sources are all numbers, so that latents can be compared with them.</summary>
    public static bool SourcesAreUsable(Dataset data) =>
        data.Sources is null || Array.TrueForAll(data.Sources.Values, float.IsFinite);

    /// <summary>Of the search, also where another model started from what it found, or was fitted since.</summary>
    private static IEnumerable<string> Doubts(FitResult fit) =>
        fit.Stages.Select(stage => stage.Outcome).OfType<SearchOutcome>().SelectMany(search => search.Doubts);

    /// <summary>Training went on to explain the rows it saw better and others worse.</summary>
    private static IEnumerable<string> Overfitting(FitResult fit)
    {
        var history = fit.Training.History;
        if (fit.HeldOutRows.Count == 0 || history.Count == 0)
            yield break;
        var (best, last) = (history.MaxBy(epoch => epoch.HeldOutBound)!, history[^1]);
        // Not of the best epoch itself: of an iVAE one row far from all others may cost an epoch thousands of nats.
        var reached = history.TakeWhile(epoch => epoch.Epoch <= best.Epoch).Max(epoch => epoch.TrainingBound);
        var (rise, fall) = (last.TrainingBound - reached, best.HeldOutBound - last.HeldOutBound);
        if (Math.Min(rise, fall) > ReportingDecisions.OverfitNats)
            yield return string.Create(CultureInfo.InvariantCulture, $"Overfitting: after epoch {best.Epoch} of ")
                + string.Create(CultureInfo.InvariantCulture, $"{last.Epoch} the bound rose by {rise:F2} nats per row ")
                + string.Create(CultureInfo.InvariantCulture, $"on rows that were trained on and fell by {fall:F2} on ")
                + $"held-out ones. The model of epoch {best.Epoch} was kept; more rows, fewer latents or a smaller "
                + "network would do better.";
    }

    private static IEnumerable<string> Diverged(FitResult fit) =>
        from number in Enumerable.Range(0, fit.Restarts.Count)
        where number != fit.BestRestart && fit.Restarts[number].Outcome == TrainingOutcome.Diverged
        select $"Restart {number + 1} of {fit.Restarts.Count}: {fit.Restarts[number].Message}";

    private static IEnumerable<string> Sources(Dataset data)
    {
        if (!SourcesAreUsable(data))
            yield return "The known sources hold values that are not finite, so that the latents were not compared "
                + "with them.";
    }
}
