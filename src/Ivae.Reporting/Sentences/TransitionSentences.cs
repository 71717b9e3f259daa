using Ivae.Identifiability;

namespace Ivae.Reporting;

/// <content>What a prior that reads the past found.</content>
public static partial class Sentences
{
    /// <summary>Each finding in a sentence; nothing where the prior reads no past.</summary>
    internal static IEnumerable<string> OfTransitions(LatentTransitions? transitions)
    {
        if (transitions is null)
            yield break;
        var gain = Text($"{transitions.Gain:F3} ± {transitions.GainError:F3} nats per row");
        yield return transitions.DoesPastMatter
            ? $"Held-out rows are {gain} more likely given their own past than given that of other rows."
            : $"The past says nothing: held-out rows are {gain} more likely given their own past than given that of "
                + "other rows. A model without it will do, if there is a u.";
        yield return Text($"The latent graph has {transitions.Edges.Count} of {transitions.Pairs.Count} possible ")
            + "edges (transitions.csv).";
        yield return transitions.Dependence.FirstOrDefault(pair => pair.IsClear) is { } pair
            ? Text($"Innovations of z{pair.First + 1} and z{pair.Second + 1} depend on each other given the past and ")
                + Text($"u ({pair.Effect:F2}): not what this prior says, and no guarantee covers it. ")
                + "They may be mixtures, which prior.transition=additive_axes takes apart."
            : "No innovations clearly depend on each other given the past and u.";
    }
}
