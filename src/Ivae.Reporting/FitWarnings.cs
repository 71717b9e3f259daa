using Ivae.Data;
using Ivae.Methods;
using Ivae.Training;

namespace Ivae.Reporting;

/// <summary>What the user should know of a fit, a sentence each.</summary>
internal static class FitWarnings
{
    /// <summary>What the fit says of itself, then what else can be seen in it and in its data.</summary>
    public static IReadOnlyList<string> Of(FitResult fit, Dataset data) =>
        [.. fit.Warnings, .. Doubts(fit), .. Diverged(fit), .. Sources(data)];

    /// <summary>Whether the known sources are all numbers, so that latents can be compared with them.</summary>
    public static bool SourcesAreUsable(Dataset data) =>
        data.Sources is null || Array.TrueForAll(data.Sources.Values, float.IsFinite);

    /// <summary>Of the search, also where another model started from what it found, or was fitted since.</summary>
    private static IEnumerable<string> Doubts(FitResult fit) =>
        fit.Stages.Select(stage => stage.Outcome).OfType<SearchOutcome>().SelectMany(search => search.Doubts);

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
