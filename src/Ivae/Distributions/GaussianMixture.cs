namespace Ivae.Distributions;

/// <summary>A mixture of round Gaussians in W dimensions: Σ_k w_k N(z; c_k, s_k² I).</summary>
/// <param name="Centres">c, each <c>[W]</c>.</param>
/// <param name="Deviations">s <c>[K]</c>.</param>
/// <param name="Weights">w <c>[K]</c>, positive, of sum 1.</param>
internal sealed record GaussianMixture(double[][] Centres, double[] Deviations, double[] Weights)
{
    /// <summary>W.</summary>
    public int Width => Centres[0].Length;

    /// <summary>Components at ±1 on every axis of L latents, of equal weight: (0, ±1) and (±1, 0) when L = 2.</summary>
    public static GaussianMixture OnAxes(int latents, double deviation)
    {
        var centres = Enumerable.Range(0, 2 * latents)
            .Select(k => Enumerable.Range(0, latents).Select(d => d == k / 2 ? 1.0 - 2 * (k % 2) : 0).ToArray())
            .ToArray();
        return new GaussianMixture(
            centres, [.. centres.Select(_ => deviation)], [.. centres.Select(_ => 1.0 / centres.Length)]);
    }

    /// <summary>γ N(0, s²) + (1 − γ) N(0, 1) in one dimension.</summary>
    public static GaussianMixture SpikeAndSlab(double spikeWeight, double spikeDeviation) =>
        new([[0], [0]], [spikeDeviation, 1], [spikeWeight, 1 - spikeWeight]);
}
