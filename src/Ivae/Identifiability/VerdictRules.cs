using System.Globalization;
using Ivae.Methods;

namespace Ivae.Identifiability;

/// <summary>From the parts of a check to its verdict.</summary>
internal static class VerdictRules
{
    private const double Alike = 2;

    public static IdentifiabilityCheck Apply(IdentifiabilityCheck check, bool isOfModel)
    {
        var (verdict, headline) = Decide(check);
        var believed = verdict is Verdict.Believable or Verdict.PartlyBelievable ? check.Believed : [];
        return check with { Verdict = verdict, Headline = headline, Believed = believed, Reasons = [.. Reasons(check, isOfModel)] };
    }

    private static (Verdict Verdict, string Headline) Decide(IdentifiabilityCheck check)
    {
        var (guarantee, n) = (check.Guarantee, check.Fit.Latents.Count);
        var agreement = check.Agreement?.Shows ?? EquivalenceClass.None;
        if (check.Fit.IsCollapsed)
            return (Verdict.NotBelievable, "Do not believe these latents: given u, they say nothing about the data.");
        if (check.Nulls is { } nulls && nulls.Decisive.Gain.PValue >= VariabilityCheck.Significance && nulls.Decisive.Gain.Controls.Count >= 19)
            return (Verdict.NotBelievable, "Do not believe these latents: the auxiliary variable tells no more about the data than a shuffled one does.");
        if (guarantee.Class == EquivalenceClass.None)
            return agreement == EquivalenceClass.Permutation
                ? (Verdict.ReproducibleOnly, "Independent fits find the same latents, but nothing guarantees that they are the true ones.")
                : (Verdict.NotBelievable, "Do not take these latents for real: nothing guarantees them" + (check.Agreement is null ? "." : ", and independent fits do not find the same."));
        if (!check.Variability!.IsTestable && (check.Agreement is null || agreement != EquivalenceClass.None))
            return (Verdict.CannotBeTold, "It cannot be told whether these latents, or the space of them, are the true ones: a value of u is worth too few independent rows to see whether u moves them.");
        if (check.Agreement is null)
            return (Verdict.PartlyBelievable, "Undecided: theory allows these latents to be believed, but independent fits were not compared (--seeds).");

        // What all three allow; the enumeration rises with what is known.
        var supports = check.Variability!.Supports;
        if (guarantee.Class == EquivalenceClass.Permutation && supports == EquivalenceClass.Permutation && check.Believed.Count > 0)
            return check.Believed.Count == n && agreement == EquivalenceClass.Permutation
                ? (Verdict.Believable, string.Create(CultureInfo.InvariantCulture, $"{(n == 1 ? "The latent" : $"All {n} latents")} can be believed, up to order and a map of each by itself (such as sign and scale)."))
                : check.Believed.Count == n
                    ? (Verdict.PartlyBelievable, "The latents can be believed with care: every independent fit finds them, but not quite alike.")
                    : (Verdict.PartlyBelievable, $"{VariabilityCheck.Name(check.Believed)} can be believed; {VariabilityCheck.Name(Enumerable.Range(0, n).Except(check.Believed))} cannot.");
        if (agreement == EquivalenceClass.Permutation && supports == EquivalenceClass.None)
            return (Verdict.ReproducibleOnly, "Independent fits find the same latents, but u does not move them enough for a guarantee that they are the true ones.");
        if (agreement != EquivalenceClass.None && (guarantee.Class == EquivalenceClass.LinearMap || supports == EquivalenceClass.LinearMap || agreement == EquivalenceClass.LinearMap))
            return (Verdict.LinearMapOnly, "Believe the space of these latents, but not its axes: each latent may be a mixture of true ones.");
        return (Verdict.NotBelievable, "Do not believe these latents: independent fits find others.");
    }

    private static IEnumerable<string> Reasons(IdentifiabilityCheck check, bool isOfModel)
    {
        yield return $"Theory. {check.Guarantee.Statement}";
        foreach (var failed in check.Guarantee.Assumptions.Where(a => a.IsAboutEstimation && a.Status == AssumptionStatus.Failed))
            yield return $"Estimation. {failed.Sentence}";
        if (check.Variability is { } variability)
        {
            yield return $"Variability. {variability.Sentence}";
            if (variability.CorrelationTime > Alike && !check.IsTimeOrdered)
                yield return string.Create(CultureInfo.InvariantCulture, $"Rows. Neighbouring rows resemble each other ({variability.CorrelationTime:F0} are worth one), which the tests allow for; but held-out rows then lie beside training rows, and scores on them flatter.");
            int[] weak = [.. Enumerable.Range(0, variability.Latents.Count).Where(i => variability.Latents[i].IsWeak)];
            if (weak.Length > 0)
                yield return $"Variability. u hardly moves {VariabilityCheck.Name(weak)}, which {(weak.Length == 1 ? "is" : "are")} therefore weakly identified.";
        }

        if (check.Agreement is { } agreement)
            yield return $"Independent fits. {agreement.Sentence}";
        if (check.Nulls is { } nulls)
            yield return $"Controls. {nulls.Sentence}" + (nulls.Decisive.Gain.Controls.Count < 19 ? " With so few controls no p-value can be below .05; ask for 20." : "");
        foreach (var finding in check.Fit.Findings)
            yield return $"Fit. {finding}";
        if (!isOfModel)
            yield return "Rows. The model held no rows of this table out, so that it has seen the rows on which it is compared with others.";
    }
}
