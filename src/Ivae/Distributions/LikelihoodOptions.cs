using Ivae.Networks;

namespace Ivae.Distributions;

/// <summary>How the variance of the observation noise is found.</summary>
public enum NoiseVariance
{
    /// <summary>Learned, one number for all observed columns.</summary>
    Learned,

    /// <summary>Learned, one number per observed column.</summary>
    LearnedPerColumn,

    /// <summary>No noise: x = f(z), as in a flow with as many latents as observed columns.</summary>
    None,

    /// <summary>Fixed at <see cref="LikelihoodOptions.Variance"/>.</summary>
    Fixed,
}

/// <summary>The likelihood p(x | z) and its decoder f.</summary>
public sealed record LikelihoodOptions
{
    /// <summary>Family of the observations.</summary>
    public LikelihoodFamily Family { get; init; } = LikelihoodFamily.Gaussian;

    /// <summary>How the noise variance is found (Gaussian and Laplace).</summary>
    public NoiseVariance Noise { get; init; } = NoiseVariance.Learned;

    /// <summary>Initial or fixed variance of the noise, in units of the preprocessed columns (variance 1).</summary>
    public double Variance { get; init; } = 0.1;

    /// <summary>The decoder's network.</summary>
    public NetworkOptions Network { get; init; } = new() { Initialiser = Initialiser.Spread };
}
