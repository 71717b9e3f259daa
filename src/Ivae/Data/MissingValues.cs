using System.Text.Json.Serialization;
using Ivae.Numerics;

namespace Ivae.Data;

/// <summary>What to do with a row that has a missing value in a column that is used.</summary>
[JsonConverter(typeof(SnakeCaseConverter<MissingValues>))]
public enum MissingValues
{
    /// <summary>Stop with an error that names the place.</summary>
    Refuse,

    /// <summary>Leave the row out; the numbers of the other rows keep the gap.</summary>
    Drop,

    /// <summary>
    /// Keep the row where observed columns lack a value: a method that maximises a bound is fitted to the values that
    /// are there. Rows that lack u are refused.
    /// </summary>
    Model,
}
