using System.Text.Json.Serialization;
using Ivae.Networks;
using Ivae.Numerics;

namespace Ivae.Distributions;

/// <summary>How the variance of the observation noise is found.</summary>
[JsonConverter(typeof(SnakeCaseConverter<NoiseVariance>))]
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

    /// <summary>
    /// Initial or fixed variance of the noise, in units of the preprocessed columns (variance 1), or dispersion of
    /// negative binomial counts.
    /// </summary>
    public double Variance { get; init; } = 0.1;

    /// <summary>
    /// Means of log(1 + x) of counts <c>[D]</c>, which a fit sets: the encoder reads log(1 + x) less these, and
    /// log-rates are counted from there. Without them, as in models of version 1, the encoder reads the counts.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("log_center")]
    public IReadOnlyList<double>? LogCentre { get; init; }

    /// <summary>
    /// Mean of the log of exposure of rows, which a fit sets: log-rates are those at an exposure of that, and the
    /// encoder reads counts as if all had it. Without it counts have no exposure.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? LogExposure { get; init; }

    /// <summary>
    /// Whether rows may lack values, which a fit sets: the likelihood is that of the others, and the encoder reads the
    /// usual value in their place and which are there.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Masked { get; init; }

    /// <summary>The decoder's network.</summary>
    public NetworkOptions Network { get; init; } = new() { Initialiser = Initialiser.Spread };
}
