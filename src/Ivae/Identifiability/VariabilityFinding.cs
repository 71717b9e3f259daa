using System.Text.Json.Serialization;
using Ivae.Numerics;

namespace Ivae.Identifiability;

/// <summary>What a variability check comes to.</summary>
[JsonConverter(typeof(SnakeCaseConverter<VariabilityFinding>))]
internal enum VariabilityFinding
{
    /// <summary>Too few effective (independent) rows to determine whether the latents change with u.</summary>
    TooFewIndependentRows,

    /// <summary>u has fewer usable levels than nk + 1.</summary>
    TooFewLevels,

    /// <summary>λ(u) moves in all directions that are needed.</summary>
    AllDirections,

    /// <summary>λ(u) moves in fewer directions than are needed, within error.</summary>
    TooFewDirections,

    /// <summary>
    /// Mean and scale may move, and only the means do: a rotation cannot be excluded (Proposition 1).
    /// </summary>
    MeansOnly,
}
