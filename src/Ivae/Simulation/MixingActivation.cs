using System.Text.Json.Serialization;
using Ivae.Numerics;

namespace Ivae.Simulation;

/// <summary>
/// The function between two mixing layers; each is strictly increasing, so the mixing stays injective.
/// </summary>
[JsonConverter(typeof(SnakeCaseConverter<MixingActivation>))]
public enum MixingActivation
{
    /// <summary>tanh x + x/10.</summary>
    Xtanh,

    /// <summary>x above zero, x/5 below.</summary>
    LeakyRelu,

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    Sigmoid,

    /// <summary>None: the mixing is linear.</summary>
    None,
}
