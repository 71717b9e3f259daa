using System.Text.Json.Serialization;
using Ivae.Numerics;

namespace Ivae.Identifiability;

/// <summary>What an alignment rests on.</summary>
[JsonConverter(typeof(SnakeCaseConverter<AlignmentBasis>))]
public enum AlignmentBasis
{
    /// <summary>Rows that both describe.</summary>
    Rows,

    /// <summary>Levels of u that both know.</summary>
    Levels,
}
