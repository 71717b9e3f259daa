namespace Ivae.Identifiability;

/// <summary>One of the fits that are compared.</summary>
/// <param name="Name">"model" for the one that is checked, else "seed 1", …</param>
/// <param name="HeldOutLogLikelihood">Mean bound on log p(x | u) of the rows that none has seen, in nats a row.</param>
/// <param name="IsGood">Whether it explains the data about as well as the best.</param>
/// <param name="Cluster">Number of the group of fits that agree with each other, from 1.</param>
internal sealed record AgreementFit(string Name, double HeldOutLogLikelihood, bool IsGood, int Cluster);
