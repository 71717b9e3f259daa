using Ivae.Methods;

namespace Ivae.Reporting;

/// <content>Which part of u was found to move which latent.</content>
public static partial class Sentences
{
    /// <summary>Each finding in a sentence; nothing where no targets were learned.</summary>
    internal static IEnumerable<string> OfTargets(LearnedTargets? learned)
    {
        if (learned is null)
            yield break;
        var pairs = learned.Parts.Count * learned.Latents;
        yield return Text($"Along the axes on which u moves fewest latents, {learned.Edges.Count} of {pairs} pairs of ")
            + "a part of u and a latent count as edges (targets.csv), the weakest at "
            + Text($"{learned.WeakestEdge:F2} of the farthest movement of its latent; of the others none is above ")
            + Text($"{learned.StrongestLeft:F2} (the line is at {MethodDecisions.LeastMovement}).");
        if (!learned.IsSparser)
            yield return Text($"Of {learned.Controls} controls, the same mechanisms each turned at random, ")
                + Text($"{learned.ControlsAsSparse} are as sparse along their own sparsest axes: nothing shows that u ")
                + "moves few latents, and these axes are no more than a choice.";
        else if (!learned.DetermineLatents)
            yield return $"The graph does not single out {Names(Mixed(learned))}: what moves one of them moves another "
                + "too, or nothing moves it, so that they may be mixtures.";
    }

    private static int[] Mixed(LearnedTargets learned) =>
        [.. Enumerable.Range(0, learned.Latents).Where(latent => learned.Mask.Entangled(latent).Length > 1)];
}
