using Ivae.Identifiability;

namespace Ivae.Reporting;

/// <summary>An assumption as a file has it.</summary>
internal sealed record AssumptionInWords(
    string Name, AssumptionStatus Status, string Sentence, bool IsAboutEstimation)
{
    /// <summary>Those of a guarantee.</summary>
    public static AssumptionInWords[] Of(Guarantee guarantee) => [.. guarantee.Assumptions.Select(assumption =>
        new AssumptionInWords(
            guarantee.Name(assumption),
            assumption.Status,
            guarantee.Sentence(assumption),
            assumption.IsAboutEstimation))];
}
