using System.Text.Json.Serialization;
using Ivae.Numerics;

namespace Ivae.Causality;

/// <summary>How a graph is found.</summary>
[JsonConverter(typeof(SnakeCaseConverter<GraphMethod>))]
public enum GraphMethod
{
    /// <summary>
    /// Causes are put before effects by the pair procedure, then edges are left out that held-out likelihood does not
    /// miss.
    /// </summary>
    Order,

    /// <summary>
    /// The skeleton of PC by partial correlation, each edge directed by the pair procedure given the parents found so
    /// far.
    /// </summary>
    Pc,
}
