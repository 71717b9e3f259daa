using System.Text.Json.Serialization;
using Ivae.Numerics;

namespace Ivae.Data;

/// <summary>What a wanted column must be.</summary>
[JsonConverter(typeof(SnakeCaseConverter<ColumnUse>))]
public enum ColumnUse
{
    /// <summary>Numbers if all of it are, texts otherwise.</summary>
    Any,

    /// <summary>Numbers; texts are an error.</summary>
    Numeric,

    /// <summary>Texts, also where they look like numbers.</summary>
    Text,

    /// <summary>Kept if it holds numbers, left out if it holds texts; a few texts among numbers are an error.</summary>
    IfNumeric,
}
