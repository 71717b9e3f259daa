namespace Ivae.Methods.Linear;

/// <summary>
/// Density p of one latent of a linear model, with ψ = −d log p/dz, its score, whose slope the solver needs.
/// </summary>
internal abstract class MarginalDensity
{
    /// <summary>log p(z) in nats, with ψ(z) and ψ′(z).</summary>
    public abstract double LogDensity(double z, out double score, out double slope);

    /// <summary>log p(z) in nats.</summary>
    public double LogDensity(double z) => LogDensity(z, out _, out _);

    /// <summary>Mean of log p over values z <c>[N]</c>, with ψ and ψ′ of each.</summary>
    internal double MeanLogDensity(ReadOnlySpan<double> z, Span<double> score, Span<double> slope)
    {
        var sum = 0.0;
        for (var row = 0; row < z.Length; row++)
            sum += LogDensity(z[row], out score[row], out slope[row]);
        return sum / z.Length;
    }
}
