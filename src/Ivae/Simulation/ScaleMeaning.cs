using System.Text.Json.Serialization;
using Ivae.Numerics;

namespace Ivae.Simulation;

/// <summary>What the bounds of a source's scale are bounds of.</summary>
[JsonConverter(typeof(SnakeCaseConverter<ScaleMeaning>))]
public enum ScaleMeaning
{
    /// <summary>The standard deviation, as in the published code of the paper.</summary>
    StandardDeviation,

    /// <summary>The variance, as in the text of the paper.</summary>
    Variance,
}
