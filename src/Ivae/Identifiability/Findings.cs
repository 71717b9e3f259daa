using Ivae.Methods;

namespace Ivae.Identifiability;

/// <summary>What the parts of a check found, as far as it decides the verdict.</summary>
internal sealed record Findings
{
    /// <summary>Number of latents L.</summary>
    public required int Latents { get; init; }

    /// <summary>
    /// Number of latents that nothing is held against: found by all fits, moved by u or the past, used, as
    /// their prior says.
    /// </summary>
    public required int Sound { get; init; }

    /// <summary>Whether given u the latents carry nothing of x.</summary>
    public bool IsCollapsed { get; init; }

    /// <summary>What controls say.</summary>
    public ControlAnswer Controls { get; init; }

    /// <summary>Whether a fit with other latents explains held-out rows better.</summary>
    public bool IsBetterFitKnown { get; init; }

    /// <summary>Whether latents depend on each other given u.</summary>
    public bool AreLatentsDependent { get; init; }

    /// <summary>Whether held-out rows differ from rows that the model makes.</summary>
    public bool IsUnlikeModel { get; init; }

    /// <summary>What theory promises.</summary>
    public EquivalenceClass Promised { get; init; }

    /// <summary>Whether the model uses u, or the past.</summary>
    public bool ReadsAuxiliary { get; init; }

    /// <summary>Whether levels of u are worth enough rows to test whether latents move.</summary>
    public bool IsTestable { get; init; }

    /// <summary>What moving the latents by u, or by the past, supports.</summary>
    public EquivalenceClass Supports { get; init; }

    /// <summary>Whether independent fits were compared.</summary>
    public bool AreFitsCompared { get; init; }

    /// <summary>Whether fits of other kinds were among them.</summary>
    public bool AreKindsCompared { get; init; }

    /// <summary>What independent fits agree up to.</summary>
    public EquivalenceClass Shows { get; init; }

    /// <summary>Those of a check.</summary>
    public static Findings Of(IdentifiabilityCheck check) => new()
    {
        Latents = check.Fit.Latents.Count,
        Sound = check.Believed.Count,
        IsCollapsed = check.Fit.IsCollapsed,
        Controls = check.Nulls is not { } nulls
                ? check is { Variability: null, Transitions: null } ? ControlAnswer.NotNeeded : ControlAnswer.NotMade
            : nulls.Gain.IsSignificant ? ControlAnswer.More
            : nulls.AreEnough ? ControlAnswer.NoMore
            : ControlAnswer.TooFew,
        IsBetterFitKnown = check.Agreement?.Better is not null,
        AreLatentsDependent = check.Fit.Has(FitFindingKind.DependentLatents),
        IsUnlikeModel = check.Fit.Has(FitFindingKind.UnlikeModel),
        Promised = check.Guarantee.Class,
        ReadsAuxiliary = check is not { Variability: null, Transitions: null },
        IsTestable = check.Variability?.IsTestable ?? check.Transitions is not null,
        Supports = check.Variability?.Supports
            ?? (check.Transitions is { DoesPastMatter: true } ? EquivalenceClass.Permutation : EquivalenceClass.None),
        AreFitsCompared = check.Agreement is not null,
        AreKindsCompared = check.Agreement?.HasUnlike ?? false,
        Shows = check.Agreement?.Shows ?? EquivalenceClass.None,
    };
}
