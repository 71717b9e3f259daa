using Ivae.Numerics;

namespace Ivae.Distributions;

/// <summary>
/// The shape of p(z) where it does not depend on u. Methods with an auxiliary variable have no use for it.
/// </summary>
/// <remarks>Numbers from Mathieu, Rainforth, Siddharth and Teh 2019, section 5 and supplement.</remarks>
public sealed record PriorShapeOptions
{
    /// <summary>Shape.</summary>
    public PriorShape Kind { get; init; } = PriorShape.Isotropic;

    /// <summary>
    /// Scale of each latent <c>[L]</c> of the anisotropic prior; a fit fills in those of the principal components.
    /// </summary>
    public IReadOnlyList<double> Scales { get; init; } = [];

    /// <summary>ν of the Student-t.</summary>
    public double DegreesOfFreedom { get; init; } = 9;

    /// <summary>Standard deviation of each Gaussian of the mixture.</summary>
    public double ClusterDeviation { get; init; } = 0.03;

    /// <summary>γ, the probability of the spike.</summary>
    internal const double SpikeWeight = 0.8;

    /// <summary>Standard deviation of the spike.</summary>
    public double SpikeDeviation { get; init; } = 0.05;

    /// <summary>What is wrong with these options, each with value, range and remedy.</summary>
    /// <param name="latents">L, or none where it is not known yet.</param>
    internal IEnumerable<string> Problems(int? latents)
    {
        if (Kind == PriorShape.Anisotropic && (Scales.Count == 0 || (latents is { } l && Scales.Count != l)))
            yield return $"prior.shape.scales has {Scales.Count} numbers; an anisotropic prior needs one for each "
                + $"latent{(latents is { } count ? $", {count}" : "")}.";
        if (Scales.Any(scale => !(scale > 0 && double.IsFinite(scale))))
            yield return $"prior.shape.scales holds {Scales.First(scale => !(scale > 0 && double.IsFinite(scale)))}; "
                + "scales must be positive numbers.";
        IEnumerable<string> ranges =
        [
            .. Limits.Positive("prior.shape.degrees_of_freedom", DegreesOfFreedom, Limits.Weight),
            .. Limits.Positive("prior.shape.cluster_deviation", ClusterDeviation, Limits.Weight,
                ", well below 1 for separate clusters"),
        ];
        foreach (var problem in ranges)
            yield return problem;
        if (!(SpikeDeviation > 0 && SpikeDeviation < 1))
            yield return $"prior.shape.spike_deviation is {SpikeDeviation}; it must lie between 0 and 1, the deviation "
                + "of the slab.";
    }
}
