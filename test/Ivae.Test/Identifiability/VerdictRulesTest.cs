using Ivae.Identifiability;
using Ivae.Methods;

namespace Ivae.Test.Identifiability;

/// <summary>Every combination of findings has one verdict, and none that contradicts a finding.</summary>
public class VerdictRulesTest
{
    private static readonly bool[] Both = [false, true];
    private static readonly EquivalenceClass[] Classes = Enum.GetValues<EquivalenceClass>();

    [Fact]
    public void NoCombinationOfFindingsIsBelievedAgainstOneOfThem()
    {
        var (count, reasons) = (0, new HashSet<VerdictReason>());
        foreach (var found in All())
        {
            count++;
            var (reason, verdict) = VerdictRules.Decide(found);
            reasons.Add(reason);
            var isBelieved = verdict is Verdict.Believable or Verdict.PartlyBelievable;
            var isSound = !found.IsCollapsed && !found.IsBetterFitKnown && !found.AreLatentsDependent
                && !found.IsUnlikeModel && found.Controls == ControlAnswer.More
                && found.Promised == EquivalenceClass.Permutation && found.ReadsAuxiliary && found.IsTestable
                && found.Supports == EquivalenceClass.Permutation && found.AreFitsCompared && found.AreKindsCompared
                && found.Sound > 0;
            Assert.True(!isBelieved || isSound, $"{verdict} ({reason}) of {found}");
            if (verdict == Verdict.Believable)
                Assert.True(found.Sound == found.Latents && found.Shows == EquivalenceClass.Permutation, $"{found}");
            if (isSound && found.Shows == EquivalenceClass.Permutation)
                Assert.True(isBelieved, $"{verdict} ({reason}) of {found}");
            if (found.IsBetterFitKnown && !found.IsCollapsed && found.Controls != ControlAnswer.NoMore
                && found.Promised != EquivalenceClass.None)
                Assert.Equal(Verdict.NotConverged, verdict);
            if (verdict == Verdict.ReproducibleOnly)
                Assert.Equal(EquivalenceClass.Permutation, found.Shows);
            if (found.Controls == ControlAnswer.NoMore)
                Assert.Equal(Verdict.NotBelievable, verdict);
        }

        Assert.True(count > 20_000, $"{count}");
        Assert.Equal(Enum.GetValues<VerdictReason>().Order(), reasons.Order());
    }

    /// <summary>
    /// A model that no other fit comes up to is not refused for what a kind finds that is nats behind: latents with
    /// rank correlation .999 were, for those of "linear, u not used".
    /// </summary>
    [Fact]
    public void AKindThatExplainsFarLessIsNotHeldAgainstTheBest() => Assert.Equal([1, 2, 3],
        AgreementCheck.Nearest([false, false, false, true, true], [4.89, 4.84, 4.77, 4.83, 2.74]));

    /// <summary>
    /// A reason has one verdict, so that a headline made of the reason cannot contradict the verdict.
    /// </summary>
    [Fact]
    public void EveryReasonHasOneVerdict()
    {
        foreach (var group in All().Select(VerdictRules.Decide).Distinct().GroupBy(pair => pair.Reason))
            Assert.Single(group);
    }

    private static IEnumerable<Findings> All() =>
        from sound in new[] { 0, 1, 2 }
        from collapsed in Both
        from controls in Enum.GetValues<ControlAnswer>()
        from better in Both
        from dependent in Both
        from unlike in Both
        from promised in Classes
        from reads in Both
        from testable in Both
        from supports in Classes
        from compared in Both
        from kinds in Both
        from shows in Classes
        where (reads || (controls != ControlAnswer.NotMade && !testable && sound == 0))
            && (!reads || controls != ControlAnswer.NotNeeded)
            && (compared || (shows == EquivalenceClass.None && !kinds && !better && sound == 0))
        select new Findings
        {
            Latents = 2,
            Sound = sound,
            IsCollapsed = collapsed,
            Controls = controls,
            IsBetterFitKnown = better,
            AreLatentsDependent = dependent,
            IsUnlikeModel = unlike,
            Promised = promised,
            ReadsAuxiliary = reads,
            IsTestable = testable,
            Supports = supports,
            AreFitsCompared = compared,
            AreKindsCompared = kinds,
            Shows = shows,
        };
}
