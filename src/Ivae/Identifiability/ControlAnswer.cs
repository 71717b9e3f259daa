using System.Text.Json.Serialization;
using Ivae.Numerics;

namespace Ivae.Identifiability;

/// <summary>What controls in which u is shuffled say.</summary>
[JsonConverter(typeof(SnakeCaseConverter<ControlAnswer>))]
internal enum ControlAnswer
{
    /// <summary>The model does not use u, and none were made.</summary>
    NotNeeded,

    /// <summary>None were made.</summary>
    NotMade,

    /// <summary>So few were asked for that no answer is possible.</summary>
    TooFew,

    /// <summary>u says no more about x than a shuffled one.</summary>
    NoMore,

    /// <summary>u says more about x than shuffled ones.</summary>
    More,
}
