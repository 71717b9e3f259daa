namespace Ivae.Simulation;

/// <summary>The shape of a source within a segment, given its mean and standard deviation.</summary>
public enum SourceFamily
{
    /// <summary>Normal: statistics z² and, when means move, z.</summary>
    Gaussian,

    /// <summary>Laplace, scale parameter standard deviation / √2: statistic |z|, an exponential family only while its location stands still.</summary>
    Laplace,

    /// <summary>Hyperbolic secant, ½ sech(πe/2) for the standardised source e: heavier tails than normal; not an exponential family.</summary>
    HyperbolicSecant,
}
