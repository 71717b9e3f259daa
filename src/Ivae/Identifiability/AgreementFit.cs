namespace Ivae.Identifiability;

/// <summary>One of the fits that are compared.</summary>
/// <param name="Name">"model" for the one that is checked, "seed 1", …, or another kind of model.</param>
/// <param name="HeldOutLogLikelihood">Mean bound on log p(x | u) of the rows that none has seen, in nats per
/// row.</param>
/// <param name="Error">Standard error of its difference from the model, in nats per row.</param>
/// <param name="IsGood">Whether it explains the data about as well as the best.</param>
/// <param name="IsBetter">Whether it explains the data better than the model by more than chance, with other
/// latents.</param>
/// <param name="IsUnlike">Whether it is of another kind than the model.</param>
/// <param name="Cluster">Number of the group of fits that agree with each other, from 1.</param>
internal sealed record AgreementFit(
    string Name, double HeldOutLogLikelihood, double Error, bool IsGood, bool IsBetter, bool IsUnlike, int Cluster);
