using System.Text.Json;
using Ivae.Identifiability;
using Ivae.Methods;
using Ivae.Reporting;

namespace Ivae.Test.Reporting;

/// <summary>A headline never contradicts its reasons, whatever the parts of a check found.</summary>
public class VerdictSentencesTest
{
    private static readonly string[] Against =
    [
        "not to be believed", "depend on each other", "distinguishes", "no more about the data", "different latents",
        "too few", "say nothing about x", "better than the model", "Nothing is guaranteed", "cannot be excluded",
        "fewer than the",
    ];

    [Fact]
    public void HeadlinesAgreeWithTheirReasons()
    {
        var known = JsonSerializer.Deserialize<IdentifiabilityCheck>(
            File.ReadAllText(Path.Combine(Golden.Folder, "inputs", "check.json")), GoldenFigureTest.Facts)!;
        var headlines = new HashSet<string>();
        foreach (var check in All(known).Select(VerdictRules.Apply))
        {
            headlines.Add(check.Headline);
            var reasons = string.Join(' ', check.Reasons);
            var isBelieved = check.Headline.Contains("can be believed", StringComparison.Ordinal);
            Assert.Equal(isBelieved, check.Verdict is Verdict.Believable or Verdict.PartlyBelievable);
            Assert.Equal(isBelieved, check.Believed.Count > 0);
            foreach (var words in Against.Where(_ => check.Verdict == Verdict.Believable))
                Assert.DoesNotContain(words, reasons);
            if (check.Headline.StartsWith("Not converged", StringComparison.Ordinal))
                Assert.Contains("better than the model", reasons);
            if (check.DecidedBy == VerdictReason.LatentsDependent)
                Assert.Contains("depend on each other", reasons);
            if (check.DecidedBy == VerdictReason.TooFewControls)
                Assert.Contains("too few to say", reasons);
            if (check.Verdict == Verdict.ReproducibleOnly)
                Assert.Contains("find the same latents", reasons);
            if (check.DecidedBy == VerdictReason.FitsDisagree)
                Assert.DoesNotContain("find the same latents", reasons);
            if (check.DecidedBy == VerdictReason.NoLatentSound)
                Assert.Contains("No latent is found by all", reasons);
        }

        Assert.True(headlines.Count > 12, string.Join('\n', headlines));
    }

    private static IEnumerable<IdentifiabilityCheck> All(IdentifiabilityCheck known) =>
        from controls in new NullControls?[]
        {
            null, known.Nulls! with { Asked = 5 }, known.Nulls, known.Nulls! with
            {
                Gain = new NullScore(0.5, [.. Enumerable.Range(0, 20).Select(i => 0.001 * i)]),
            },
        }
        from agreement in new[]
        {
            null, known.Agreement, Better(known.Agreement!), Shows(known.Agreement!, EquivalenceClass.LinearMap, false),
            Shows(known.Agreement!, EquivalenceClass.None, false), Shows(known.Agreement!, EquivalenceClass.None, true),
            Shows(known.Agreement!, EquivalenceClass.Permutation, false),
            Shows(known.Agreement!, EquivalenceClass.Permutation, true),
            known.Agreement! with { Fits = [.. known.Agreement!.Fits.Where(fit => !fit.IsUnlike)] },
        }
        from finding in new[]
        {
            null, new FitFinding(FitFindingKind.DependentLatents) { Latents = [0, 1], Value = 0.4 },
            new FitFinding(FitFindingKind.UnlikeModel) { Value = 0.7 }, new FitFinding(FitFindingKind.Collapsed),
            new FitFinding(FitFindingKind.IdleLatents) { Latents = [1] },
        }
        from variability in new[]
        {
            known.Variability!, known.Variability! with
            {
                EffectiveRows = 2, Finding = VariabilityFinding.TooFewIndependentRows, Supports = EquivalenceClass.None,
            },
            known.Variability! with
            {
                Finding = VariabilityFinding.MeansOnly, Supports = EquivalenceClass.LinearMap,
            },
            known.Variability! with
            {
                Finding = VariabilityFinding.TooFewDirections, Supports = EquivalenceClass.None,
            },
        }
        from promised in new[] { known.Guarantee.Class, EquivalenceClass.None }
        select With(known, controls, agreement, finding, variability) with
        {
            Guarantee = known.Guarantee with { Class = promised },
        };

    private static IdentifiabilityCheck With(IdentifiabilityCheck known, NullControls? controls,
        AgreementCheck? agreement, FitFinding? finding, VariabilityCheck variability)
    {
        var fit = known.Fit with
        {
            Findings = finding is null ? [] : [finding],
            IsCollapsed = finding?.Kind == FitFindingKind.Collapsed,
        };
        return new IdentifiabilityCheck(fit, known.Attribution)
        {
            Verdict = default,
            DecidedBy = default,
            Believed = [.. Enumerable.Range(0, 2).Where(i =>
                agreement?.Latents[i].IsFoundByAll == true && !fit.IsAgainst(i))],
            Data = known.Data,
            ColumnNames = known.ColumnNames,
            Rows = known.Rows,
            IsTimeOrdered = known.IsTimeOrdered,
            IsOnHeldOutRows = true,
            Method = known.Method,
            Guarantee = known.Guarantee,
            Variability = variability,
            Agreement = agreement,
            Nulls = controls,
        };
    }

    private static AgreementCheck Better(AgreementCheck known) => known with
    {
        Fits = [.. known.Fits.Select((fit, i) =>
            i == 2 ? fit with { IsBetter = true, HeldOutLogLikelihood = 1 + known.Fits[0].HeldOutLogLikelihood }
                : fit)],
    };

    private static AgreementCheck Shows(AgreementCheck known, EquivalenceClass shows, bool oneIsFound) => known with
    {
        Shows = shows,
        MedianMcc = 0.6,
        MedianLinearMcc = shows == EquivalenceClass.LinearMap ? 0.99 : 0.7,
        Latents = [.. known.Latents.Select((latent, i) => latent with { IsFoundByAll = oneIsFound && i == 0 })],
    };
}
