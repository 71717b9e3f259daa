using System.Text.Json.Serialization;
using Ivae.Numerics;

namespace Ivae.Distributions;

/// <summary>What p(z) looks like where it does not depend on u.</summary>
[JsonConverter(typeof(SnakeCaseConverter<PriorShape>))]
public enum PriorShape
{
    /// <summary>
    /// Every latent alike and of scale 1, of the prior's family. With a Gaussian, objectives made of divergences from
    /// it do not change when z is rotated (Mathieu et al. 2019, theorem 1).
    /// </summary>
    Isotropic,

    /// <summary>Of the prior's family, with the scales of <see cref="PriorShapeOptions.Scales"/>.</summary>
    Anisotropic,

    /// <summary>
    /// Of the prior's family, with scales in the proportion of the principal components of the standardised data, their
    /// mean variance being 1.
    /// </summary>
    PrincipalComponents,

    /// <summary>Of the prior's family, with learned scales.</summary>
    Learned,

    /// <summary>Student-t with <see cref="PriorShapeOptions.DegreesOfFreedom"/>.</summary>
    StudentT,

    /// <summary>
    /// Equal Gaussians of deviation <see cref="PriorShapeOptions.ClusterDeviation"/> at ±1 on every axis: (0, ±1) and
    /// (±1, 0) for two latents.
    /// </summary>
    Mixture,

    /// <summary>
    /// Each latent is near 0 (deviation <see cref="PriorShapeOptions.SpikeDeviation"/>) with probability .8, else
    /// standard normal.
    /// </summary>
    SpikeAndSlab,
}
