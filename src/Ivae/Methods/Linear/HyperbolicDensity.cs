namespace Ivae.Methods.Linear;

/// <summary>
/// The two densities of extended Infomax: log p(z) = −z²/2 ∓ log cosh z − constant, with − for more, + for less
/// kurtosis than a normal density has; the second is ½ N(−1, 1) + ½ N(1, 1).
/// </summary>
/// <remarks>
/// Source: Lee, Girolami and Sejnowski, "Independent component analysis using an extended Infomax algorithm for mixed
/// sub-Gaussian and super-Gaussian sources", Neural Computation 11, 1999.
/// </remarks>
internal sealed class HyperbolicDensity : MarginalDensity
{
    private readonly double sign;
    private readonly double logNormaliser;

    private HyperbolicDensity(double sign, double logNormaliser)
        => (this.sign, this.logNormaliser) = (sign, logNormaliser);

    /// <summary>More kurtosis than a normal density.</summary>
    public static HyperbolicDensity SuperGaussian { get; } = new(1, 0.6195404611792522); // log ∫ exp(−z²/2)/cosh z dz

    /// <summary>Less kurtosis than a normal density.</summary>
    public static HyperbolicDensity SubGaussian { get; } = new(-1, 0.5 * Math.Log(2 * Math.PI) + 0.5);

    /// <summary>The one of the two that this one is not.</summary>
    public HyperbolicDensity Other => this == SuperGaussian ? SubGaussian : SuperGaussian;

    /// <inheritdoc/>
    public override double LogDensity(double z, out double score, out double slope)
    {
        var (size, tanh) = (Math.Abs(z), Math.Tanh(z));
        score = z + sign * tanh;
        slope = 1 + sign * (1 - tanh * tanh);
        var logCosh = size + Math.Log(1 + Math.Exp(-2 * size)) - Math.Log(2);
        return -z * z / 2 - sign * logCosh - logNormaliser;
    }
}
