using System.Text.Json.Serialization;
using Ivae.Numerics;

namespace Ivae.Causality;

/// <summary>What can be said about two variables a and b.</summary>
[JsonConverter(typeof(SnakeCaseConverter<DirectionAnswer>))]
public enum DirectionAnswer
{
    /// <summary>a causes b.</summary>
    Forward,

    /// <summary>b causes a.</summary>
    Backward,

    /// <summary>The data do not determine the direction.</summary>
    Undetermined,

    /// <summary>
    /// Neither order leaves independent disturbances: a common cause, a cycle, or a mechanism beyond the model.
    /// </summary>
    Confounded,
}
