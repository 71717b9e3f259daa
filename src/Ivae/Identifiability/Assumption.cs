namespace Ivae.Identifiability;

/// <summary>One assumption of a theorem, as it stands for a model and its data.</summary>
/// <param name="Name">What is assumed, in a few words.</param>
/// <param name="Status">How much is known about it.</param>
/// <param name="Sentence">The same for a reader who does not know the theorem.</param>
/// <param name="IsAboutEstimation">Whether it is about finding the model from data (Theorem 4), not about the data determining it: the guarantee stands without it.</param>
public sealed record Assumption(string Name, AssumptionStatus Status, string Sentence, bool IsAboutEstimation = false);
