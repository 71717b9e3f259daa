using Ivae.Distributions;

namespace Ivae.Identifiability;

/// <summary>One model of a selection: the better of two fits.</summary>
/// <param name="Latents">Number of latents n.</param>
/// <param name="Family">Family of the prior.</param>
/// <param name="HeldOutLogLikelihood">Mean bound on log p(x | u) on held-out rows, exact for a flow, in nats a
/// row.</param>
/// <param name="Loss">How far that lies below the best, in nats a row.</param>
/// <param name="LossError">Standard error of the loss, row by row.</param>
/// <param name="FitSpread">Difference of the two fits, in nats a row.</param>
/// <param name="ActiveUnits">Latents that are used.</param>
/// <param name="Agreement">MCC of the two fits.</param>
public sealed record Candidate(int Latents, PriorFamily Family, double HeldOutLogLikelihood, double Loss,
    double LossError, double FitSpread, int ActiveUnits, double Agreement);
