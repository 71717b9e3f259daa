using System.Text.Json.Serialization;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>What two models that explain the data equally well may still differ by.</summary>
[JsonConverter(typeof(SnakeCaseConverter<EquivalenceClass>))]
public enum EquivalenceClass
{
    /// <summary>Anything: nothing is guaranteed.</summary>
    None,

    /// <summary>
    /// A linear map A of all latents (Khemakhem et al. 2020, the relation ~A), which may rotate and mix them.
    /// </summary>
    LinearMap,

    /// <summary>Order, and a map of each latent by itself (the relation ~P).</summary>
    Permutation,
}
