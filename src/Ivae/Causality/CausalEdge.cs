namespace Ivae.Causality;

/// <summary>An edge of a causal graph.</summary>
/// <param name="From">Column of the cause, or of one end when not directed.</param>
/// <param name="To">Column of the effect, or of the other end.</param>
/// <param name="Directed">Whether the direction was found.</param>
/// <param name="Gain">Held-out log-likelihood the effect loses without the cause, in nats a row.</param>
/// <param name="Frequency">Share of bootstrap samples over segments that have this edge in this direction; none without
/// bootstrap.</param>
public sealed record CausalEdge(int From, int To, bool Directed, double Gain, double? Frequency = null);
