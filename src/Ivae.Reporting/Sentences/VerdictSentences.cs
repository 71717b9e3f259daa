using Ivae.Identifiability;

namespace Ivae.Reporting;

/// <content>The verdict of a check and why.</content>
public static partial class Sentences
{
    extension(IdentifiabilityCheck check)
    {
        /// <summary>The verdict in a plain sentence or two.</summary>
        public string Headline => check.DecidedBy switch
        {
            VerdictReason.Collapsed
                => $"Do not believe these latents: given {Given(check)}, they say nothing about the data.",
            VerdictReason.OnlyLinearMixing
                => "Believe these latents only if you know that the mixing is linear: the auxiliary variable says no "
                    + "more about the data than a shuffled one, and what independent fits agree on they find by the "
                    + "shapes of the latents alone (linear ICA).",
            VerdictReason.NoMoreThanControls when check.Transitions is not null
                => "Do not believe these latents: the past says no more about the data than rows in another order do.",
            VerdictReason.NoMoreThanControls
                => "Do not believe these latents: the auxiliary variable says no more about the data than a shuffled "
                    + "one does.",
            VerdictReason.BetterFitExists
                => "Not converged: another fit explains rows that none has seen better, with other latents"
                    + (check.Agreement?.Better is { IsUnlike: true } better
                        ? $" ({better.Name}). Fit again with that kind of model, or let auto search for longer "
                            + "(training.steps)."
                        : ". Fit again with more starts (training.restarts) or steps (training.steps)."),
            VerdictReason.LatentsDependent when check is { Variability: null, Transitions: null }
                => "The model does not fit: its latents are linear components, found by the shapes of their "
                    + "distributions alone, and they depend on each other, which linear ICA rules out.",
            VerdictReason.UnlikeModel when check is { Variability: null, Transitions: null }
                => "The model does not fit: its latents are linear components, found by the shapes of their "
                    + "distributions alone, and rows of the data differ from rows that it makes.",
            VerdictReason.LatentsDependent
                => $"The model does not fit: given {Given(check)}, its latents depend on each other, which it "
                    + "rules out; what theory says about it says nothing about these data.",
            VerdictReason.UnlikeModel
                => "The model does not fit: rows of the data differ from rows that it makes, so that what theory "
                    + "says about it says nothing about these data.",
            VerdictReason.ReproducibleWithoutGuarantee
                => "Independent fits find the same latents, but nothing guarantees that they are the true ones.",
            VerdictReason.NoGuarantee => "Do not take these latents for real: nothing guarantees them"
                + (check.Agreement is null ? "." : ", and independent fits do not find the same."),
            VerdictReason.FitsDisagree
                => "Do not believe these latents: other fits explain the data as well, with other latents.",
            VerdictReason.LinearMixingAssumed
                => "Independent fits find the same latents without u; whether they are the true ones rests on a linear "
                    + "mixing, which no data can show.",
            VerdictReason.TooFewIndependentRows
                => "It cannot be determined whether these latents, or the space of them, are the true ones: a value "
                    + "of u has "
                    + "too few effective (independent) rows to see whether they change with u.",
            VerdictReason.FitsNotCompared
                => "It cannot be determined whether these latents are the true ones: independent fits were not "
                    + "compared.",
            VerdictReason.OneKindCompared
                => "It cannot be determined whether these latents are the true ones: no fits of another kind of "
                    + "model can be "
                    + "compared, and fits of one kind agree also where that kind is wrong.",
            VerdictReason.ControlsNotMade
                => "It cannot be determined whether these latents are the true ones: no controls were made.",
            VerdictReason.TooFewControls
                => Text($"It cannot be determined with {check.Nulls?.Asked ?? 0} controls whether these latents are ")
                    + "the "
                    + "true ones: no p-value of theirs can be below .05; ask for "
                    + Text($"{IdentifiabilityDecisions.MinControls}."),
            VerdictReason.AllLatents
                => (check.Fit.Latents.Count == 1 ? "The latent" : Text($"All {check.Fit.Latents.Count} latents"))
                    + " can be believed, up to order and a map of each by itself (such as sign and scale), if the "
                    + "mixing is injective.",
            VerdictReason.SomeLatents
                => $"{Names(check.Believed)} can be believed; {Names(Disbelieved(check))} cannot.",
            VerdictReason.ReproducibleWithoutVariability
                => $"Independent fits find the same latents, but {Given(check)} does not move them enough for a "
                    + "guarantee that they are the true ones.",
            VerdictReason.NoLatentSound
                => "Do not believe these latents: most fits that explain the data as well find them, but something is "
                    + "held against each.",
            _ => "Believe the space of these latents, but not its axes: each latent may be a mixture of true ones.",
        };

        /// <summary>Why, a sentence for each part of the check.</summary>
        public IReadOnlyList<string> Reasons => [.. ReasonsOf(check)];
    }

    /// <summary>What the latents are independent given.</summary>
    private static string Given(IdentifiabilityCheck check) => check.Transitions is null ? "u" : "the past";

    private static IEnumerable<int> Disbelieved(IdentifiabilityCheck check)
        => Enumerable.Range(0, check.Fit.Latents.Count).Except(check.Believed);

    private static IEnumerable<string> ReasonsOf(IdentifiabilityCheck check)
    {
        yield return $"Theory. {check.Guarantee.Statement}";
        foreach (var assumption in check.Guarantee.Assumptions)
            if (assumption is { IsAboutEstimation: true, Status: AssumptionStatus.Failed })
                yield return $"Estimation. {check.Guarantee.Sentence(assumption)}";
        if (check.Variability is { } variability)
        {
            yield return $"Variability. {variability.Sentence}";
            if (variability.CorrelationTime > IdentifiabilityDecisions.AlikeRows && !check.IsTimeOrdered)
                yield return Text($"Rows. Neighbouring rows resemble each other ({variability.CorrelationTime:F0} are ")
                    + "worth one), "
                    + "which the tests allow for; but held-out rows then lie next to training rows, and scores on them "
                    + "are too good.";
            int[] weak = [.. Enumerable.Range(0, variability.Latents.Count).Where(i => variability.Latents[i].IsWeak)];
            if (weak.Length > 0)
                yield return $"Variability. u hardly moves {Names(weak)}, which {(weak.Length == 1 ? "is" : "are")} "
                    + "therefore weakly identified.";
        }

        foreach (var sentence in OfTransitions(check.Transitions))
            yield return $"Past. {sentence}";
        if (check.Agreement is { } agreement)
            yield return $"Independent fits. {agreement.Sentence}";
        if (check.Nulls is { } nulls)
            yield return $"Controls. {nulls.Sentence}";
        foreach (var finding in check.Fit.Findings)
            yield return $"Fit. {check.Fit.Sentence(finding)}";
        if (!check.IsOnHeldOutRows)
            yield return "Rows. The model held no rows of this table out, so that it has seen the rows on which it is "
                + "compared with others.";
    }
}
