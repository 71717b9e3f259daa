namespace Ivae.Identifiability;

/// <summary>One assumption of a theorem, as it is for a model and its data.</summary>
/// <param name="Kind">What is assumed.</param>
/// <param name="Status">How much is known about it.</param>
public sealed record Assumption(AssumptionKind Kind, AssumptionStatus Status)
{
    /// <summary>
    /// Whether it is about finding the model from data (Theorem 4), not about the data determining it: the guarantee
    /// holds without it.
    /// </summary>
    public bool IsAboutEstimation => Kind == AssumptionKind.Estimation;
}
