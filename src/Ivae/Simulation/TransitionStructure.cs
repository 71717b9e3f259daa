using System.Text.Json.Serialization;
using Ivae.Numerics;

namespace Ivae.Simulation;

/// <summary>Which latents of the past move which.</summary>
[JsonConverter(typeof(SnakeCaseConverter<TransitionStructure>))]
internal enum TransitionStructure
{
    /// <summary>Each by itself and by a few others, chosen at random, at the first lag alone.</summary>
    Sparse,

    /// <summary>Each by itself.</summary>
    Independent,

    /// <summary>Each by all.</summary>
    Dense,

    /// <summary>By another one, which changes from regime to regime, at the first lag; by all at others.</summary>
    Permuted,

    /// <summary>Each by all, anew in every regime.</summary>
    Redrawn,

    /// <summary>None by any: the control.</summary>
    None,
}
