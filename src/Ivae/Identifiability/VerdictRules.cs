using Ivae.Methods;

namespace Ivae.Identifiability;

/// <summary>From what a check found to its verdict: the first rule that applies decides.</summary>
internal static class VerdictRules
{
    private static readonly IReadOnlyList<(VerdictReason Reason, Verdict Verdict, Func<Findings, bool> Applies)> Rules =
    [
        // What refuses the latents whatever else was found.
        (VerdictReason.Collapsed, Verdict.NotBelievable, found => found.IsCollapsed),
        (VerdictReason.OnlyLinearMixing, Verdict.NotBelievable, found => found.Controls == ControlAnswer.NoMore
            && !found.ReadsAuxiliary && !found.IsBetterFitKnown && !found.AreLatentsDependent && !found.IsUnlikeModel
            && (found.Promised, found.Shows) is (EquivalenceClass.Permutation, EquivalenceClass.Permutation)),
        (VerdictReason.NoMoreThanControls, Verdict.NotBelievable, found => found.Controls == ControlAnswer.NoMore),
        (VerdictReason.NoGuarantee, Verdict.NotBelievable,
            found => found.Promised == EquivalenceClass.None && found.Shows != EquivalenceClass.Permutation),
        (VerdictReason.BetterFitExists, Verdict.NotConverged, found => found.IsBetterFitKnown),
        (VerdictReason.LatentsDependent, Verdict.DoesNotFit, found => found.AreLatentsDependent),
        (VerdictReason.UnlikeModel, Verdict.DoesNotFit, found => found.IsUnlikeModel),

        // No theorem about what u moves.
        (VerdictReason.ReproducibleWithoutGuarantee, Verdict.ReproducibleOnly,
            found => found.Promised == EquivalenceClass.None),
        (VerdictReason.FitsDisagree, Verdict.NotBelievable,
            found => found.AreFitsCompared && found.Shows == EquivalenceClass.None && found.Sound == 0),
        (VerdictReason.LinearMixingAssumed, Verdict.ReproducibleOnly,
            found => !found.ReadsAuxiliary && found.Shows == EquivalenceClass.Permutation),
        (VerdictReason.FitsDisagree, Verdict.NotBelievable,
            found => !found.ReadsAuxiliary && found.AreFitsCompared),

        // What is missing for an answer.
        (VerdictReason.TooFewIndependentRows, Verdict.CannotBeTold,
            found => found.ReadsAuxiliary && !found.IsTestable),
        (VerdictReason.FitsNotCompared, Verdict.CannotBeTold, found => !found.AreFitsCompared),
        (VerdictReason.OneKindCompared, Verdict.CannotBeTold, found => !found.AreKindsCompared),
        (VerdictReason.ControlsNotMade, Verdict.CannotBeTold, found => found.Controls == ControlAnswer.NotMade),
        (VerdictReason.TooFewControls, Verdict.CannotBeTold, found => found.Controls == ControlAnswer.TooFew),

        // Theorem, variability and independent fits together.
        (VerdictReason.AllLatents, Verdict.Believable, found => IsPromised(found) && found.Sound == found.Latents
            && found.Shows == EquivalenceClass.Permutation),
        (VerdictReason.SomeLatents, Verdict.PartlyBelievable, found => IsPromised(found) && found.Sound > 0
            && found.Sound < found.Latents),
        (VerdictReason.ReproducibleWithoutVariability, Verdict.ReproducibleOnly,
            found => found.Shows == EquivalenceClass.Permutation && found.Supports == EquivalenceClass.None),
        (VerdictReason.AxesUndetermined, Verdict.LinearMapOnly, found => found.Shows != EquivalenceClass.None
            && (found.Promised, found.Supports, found.Shows) is (EquivalenceClass.LinearMap, _, _)
                or (_, EquivalenceClass.LinearMap, _) or (_, _, EquivalenceClass.LinearMap)),
        (VerdictReason.NoLatentSound, Verdict.NotBelievable, found => found.Shows == EquivalenceClass.Permutation),
        (VerdictReason.FitsDisagree, Verdict.NotBelievable, _ => true),
    ];

    /// <summary>The check with its verdict; latents are believed only where the verdict says so.</summary>
    public static IdentifiabilityCheck Apply(IdentifiabilityCheck check)
    {
        var (reason, verdict) = Decide(Findings.Of(check));
        var believed = verdict is Verdict.Believable or Verdict.PartlyBelievable ? check.Believed : [];
        return check with { Verdict = verdict, DecidedBy = reason, Believed = believed };
    }

    /// <summary>The first rule that applies.</summary>
    public static (VerdictReason Reason, Verdict Verdict) Decide(Findings found)
    {
        var rule = Rules.First(rule => rule.Applies(found));
        return (rule.Reason, rule.Verdict);
    }

    private static bool IsPromised(Findings found) =>
        found.Promised == EquivalenceClass.Permutation && found.Supports == EquivalenceClass.Permutation;
}
