using System.Text.Json.Serialization;
using Ivae.Numerics;

namespace Ivae.Identifiability;

/// <summary>In what two latents may depend on each other given u.</summary>
[JsonConverter(typeof(SnakeCaseConverter<DependenceKind>))]
internal enum DependenceKind
{
    /// <summary>In their signed values: they correlate.</summary>
    Values,

    /// <summary>In their sizes: one is far from its middle where the other is.</summary>
    Sizes,

    /// <summary>In any other way, as a kernel sees it.</summary>
    Shape,
}
