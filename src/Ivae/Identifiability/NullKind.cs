using System.Text.Json.Serialization;
using Ivae.Numerics;

namespace Ivae.Identifiability;

/// <summary>What is destroyed in a control, so that nothing should be found.</summary>
[JsonConverter(typeof(SnakeCaseConverter<NullKind>))]
internal enum NullKind
{
    /// <summary>u is shuffled between rows: x does not depend on u.</summary>
    Rows,

    /// <summary>
    /// u is shuffled between blocks of neighbouring rows: neighbours stay alike, but x does not depend on u.
    /// </summary>
    Blocks,

    /// <summary>Rows are in another order, each with its u: a row does not follow from those before it.</summary>
    Order,
}
