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
                => "Do not believe these latents: given u, they say nothing about the data.",
            VerdictReason.NoMoreThanControls
                => "Do not believe these latents: the auxiliary variable says no more about the data than a shuffled "
                    + "one does.",
            VerdictReason.ReproducibleWithoutGuarantee
                => "Independent fits find the same latents, but nothing guarantees that they are the true ones.",
            VerdictReason.NoGuarantee => "Do not take these latents for real: nothing guarantees them"
                + (check.Agreement is null ? "." : ", and independent fits do not find the same."),
            VerdictReason.TooFewIndependentRows
                => "It cannot be determined whether these latents, or the space of them, are the true ones: a value of "
                    + "u has too few effective (independent) rows to see whether they change with u.",
            VerdictReason.FitsNotCompared
                => "Undecided: theory allows these latents to be believed, but independent fits were not compared.",
            VerdictReason.AllLatents
                => (check.Fit.Latents.Count == 1 ? "The latent" : Text($"All {check.Fit.Latents.Count} latents"))
                    + " can be believed, up to order and a map of each by itself (such as sign and scale).",
            VerdictReason.AllLatentsRoughly
                => "The latents can be believed with care: every independent fit finds them, but not quite alike.",
            VerdictReason.SomeLatents
                => $"{Names(check.Believed)} can be believed; {Names(Disbelieved(check))} cannot.",
            VerdictReason.ReproducibleWithoutVariability
                => "Independent fits find the same latents, but u does not move them enough for a guarantee that they "
                    + "are the true ones.",
            VerdictReason.LinearMixingAssumed
                => "Independent fits find the same latents without u; whether they are the true ones rests on a linear "
                    + "mixing, which no data can show.",
            VerdictReason.AxesUndetermined
                => "Believe the space of these latents, but not its axes: each latent may be a mixture of true ones.",
            _ => "Do not believe these latents: independent fits find others.",
        };

        /// <summary>Why, a sentence for each part of the check.</summary>
        public IReadOnlyList<string> Reasons => [.. ReasonsOf(check)];
    }

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

        if (check.Agreement is { } agreement)
            yield return $"Independent fits. {agreement.Sentence}";
        if (check.Nulls is { } nulls)
            yield return $"Controls. {nulls.Sentence}" + (nulls.Decisive.Gain.AreEnough ? ""
                : Text($" With so few controls no p-value can be below .05; ask for ")
                    + Text($"{IdentifiabilityDecisions.Controls}."));
        foreach (var finding in check.Fit.Findings)
            yield return $"Fit. {check.Fit.Sentence(finding)}";
        if (!check.IsOnHeldOutRows)
            yield return "Rows. The model held no rows of this table out, so that it has seen the rows on which it is "
                + "compared with others.";
    }
}
