namespace Ivae.Causality;

/// <summary>How a graph is found.</summary>
public sealed record GraphOptions
{
    /// <summary>Procedure.</summary>
    public GraphMethod Method { get; init; } = GraphMethod.Order;

    /// <summary>Directions of pairs; its alpha is also the level at which an edge is kept.</summary>
    public PairOptions Pair { get; init; } = new();

    /// <summary>Least held-out log-likelihood in nats a row that a cause must add to be kept.</summary>
    public double MinGain { get; init; } = CausalityDecisions.MinGain;

    /// <summary>Bootstrap samples over segments, each a whole new search; 0 for none.</summary>
    public int Bootstrap { get; init; }

    /// <summary>Threads that share the bootstrap; results do not depend on it. 0 takes one a core.</summary>
    public int Threads { get; init; }
}
