namespace Ivae.Identifiability;

/// <summary>Whether other fits find a latent of the model too.</summary>
/// <param name="Mean">Mean absolute correlation with its counterparts in the other good fits.</param>
/// <param name="Least">The least of them.</param>
/// <param name="IsFoundByAll">Whether every good fit finds it.</param>
internal sealed record LatentAgreement(double Mean, double Least, bool IsFoundByAll);
