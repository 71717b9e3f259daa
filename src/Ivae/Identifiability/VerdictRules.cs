using Ivae.Methods;

namespace Ivae.Identifiability;

/// <summary>From the parts of a check to its verdict.</summary>
internal static class VerdictRules
{
    /// <summary>The check with its verdict; latents are believed only where the verdict says so.</summary>
    public static IdentifiabilityCheck Apply(IdentifiabilityCheck check)
    {
        var reason = Decide(check);
        var verdict = VerdictOf(reason);
        var believed = verdict is Verdict.Believable or Verdict.PartlyBelievable ? check.Believed : [];
        return check with { Verdict = verdict, DecidedBy = reason, Believed = believed };
    }

    private static Verdict VerdictOf(VerdictReason reason) => reason switch
    {
        VerdictReason.AllLatents => Verdict.Believable,
        VerdictReason.AllLatentsRoughly or VerdictReason.SomeLatents => Verdict.PartlyBelievable,
        VerdictReason.FitsNotCompared => Verdict.PartlyBelievable,
        VerdictReason.ReproducibleWithoutGuarantee => Verdict.ReproducibleOnly,
        VerdictReason.ReproducibleWithoutVariability => Verdict.ReproducibleOnly,
        VerdictReason.LinearMixingAssumed => Verdict.ReproducibleOnly,
        VerdictReason.AxesUndetermined => Verdict.LinearMapOnly,
        VerdictReason.TooFewIndependentRows => Verdict.CannotBeTold,
        _ => Verdict.NotBelievable,
    };

    private static VerdictReason Decide(IdentifiabilityCheck check)
    {
        if (check.Fit.IsCollapsed)
            return VerdictReason.Collapsed;
        if (check.Nulls?.Decisive.Gain is { IsSignificant: false, AreEnough: true })
            return VerdictReason.NoMoreThanControls;
        var shows = check.Agreement?.Shows ?? EquivalenceClass.None;
        if (check.Guarantee.Class == EquivalenceClass.None)
            return shows == EquivalenceClass.Permutation
                ? VerdictReason.ReproducibleWithoutGuarantee
                : VerdictReason.NoGuarantee;
        if (check.Variability is null)
            return check.Agreement is null ? VerdictReason.FitsNotCompared
                : shows == EquivalenceClass.Permutation ? VerdictReason.LinearMixingAssumed
                : VerdictReason.FitsDisagree;
        if (!check.Variability.IsTestable && (check.Agreement is null || shows != EquivalenceClass.None))
            return VerdictReason.TooFewIndependentRows;
        return check.Agreement is null ? VerdictReason.FitsNotCompared : Together(check, shows);
    }

    /// <summary>What theorem, variability and independent fits allow together.</summary>
    private static VerdictReason Together(IdentifiabilityCheck check, EquivalenceClass shows)
    {
        var (promised, supports) = (check.Guarantee.Class, check.Variability!.Supports);
        var isPromised = promised == EquivalenceClass.Permutation && supports == EquivalenceClass.Permutation;
        if (isPromised && check.Believed.Count > 0)
        {
            var hasAll = check.Believed.Count == check.Fit.Latents.Count;
            return !hasAll ? VerdictReason.SomeLatents
                : shows == EquivalenceClass.Permutation ? VerdictReason.AllLatents : VerdictReason.AllLatentsRoughly;
        }

        if (shows == EquivalenceClass.Permutation && supports == EquivalenceClass.None)
            return VerdictReason.ReproducibleWithoutVariability;
        EquivalenceClass[] classes = [promised, supports, shows];
        return shows != EquivalenceClass.None && classes.Contains(EquivalenceClass.LinearMap)
            ? VerdictReason.AxesUndetermined
            : VerdictReason.FitsDisagree;
    }
}
