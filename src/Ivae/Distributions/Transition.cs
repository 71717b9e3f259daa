using System.Text.Json.Serialization;
using Ivae.Numerics;

namespace Ivae.Distributions;

/// <summary>How the past moves the latents.</summary>
[JsonConverter(typeof(SnakeCaseConverter<Transition>))]
public enum Transition
{
    /// <summary>
    /// The location is a sum of functions of one past latent each, Σ_j f_j(z_{t−l,j}), with a set of them for each
    /// level where u is one categorical variable; scale and shape depend on u alone.
    /// </summary>
    Additive,

    /// <summary>
    /// What <see cref="PriorOptions.Modulates"/> says moves by a network that reads the past latents and u together.
    /// </summary>
    Network,

    /// <summary>
    /// <see cref="Additive"/> with three times as many functions, along axes that are looked for first: a flow whose
    /// means any function of the past moves is turned to the axes along which that function is such a sum.
    /// </summary>
    AdditiveAxes,
}
