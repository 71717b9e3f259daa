using System.Text.Json.Serialization;
using Ivae.Numerics;

namespace Ivae.Methods.Linear;

/// <summary>The function g whose correlation with a component FastICA drives to extremes.</summary>
[JsonConverter(typeof(SnakeCaseConverter<ContrastFunction>))]
internal enum ContrastFunction
{
    /// <summary>g(y) = tanh y, of the contrast log cosh y: a good choice for most sources.</summary>
    Tanh,

    /// <summary>g(y) = y³, of kurtosis: fast, misled by outliers.</summary>
    Cube,

    /// <summary>g(y) = y·exp(−y²/2), of the contrast −exp(−y²/2): for heavy tails.</summary>
    Gauss,
}
