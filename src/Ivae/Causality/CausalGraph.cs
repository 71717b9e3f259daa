namespace Ivae.Causality;

/// <summary>A causal graph over named variables, without cycles among its directed edges.</summary>
/// <param name="Names">Names of the variables <c>[d]</c>.</param>
/// <param name="Edges">Edges, at most one between two variables.</param>
public sealed record CausalGraph(IReadOnlyList<string> Names, IReadOnlyList<CausalEdge> Edges)
{
    /// <summary>[i, j] says whether i → j is a directed edge; an edge without direction stands both ways.</summary>
    public bool[,] Adjacency()
    {
        var adjacency = new bool[Names.Count, Names.Count];
        foreach (var edge in Edges)
        {
            adjacency[edge.From, edge.To] = true;
            adjacency[edge.To, edge.From] |= !edge.Directed;
        }

        return adjacency;
    }

    /// <summary>
    /// Structural Hamming distance: pairs of variables whose edge is missing, too much, or directed otherwise; an edge
    /// without direction where there is one counts once.
    /// </summary>
    /// <remarks>Source: Tsamardinos, Brown and Aliferis, "The max-min hill-climbing Bayesian network structure learning
    /// algorithm", 2006.</remarks>
    /// <param name="first">One graph <c>[d, d]</c>, see <see cref="Adjacency"/>.</param>
    /// <param name="second">The other <c>[d, d]</c>.</param>
    public static int HammingDistance(bool[,] first, bool[,] second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var different = 0;
        for (var i = 0; i < first.GetLength(0); i++)
            for (var j = 0; j < i; j++)
                if (first[i, j] != second[i, j] || first[j, i] != second[j, i])
                    different++;
        return different;
    }

    /// <summary>Whether a directed path leads from one variable to another.</summary>
    internal static bool Reaches(bool[,] directed, int from, int to) =>
        from == to || Enumerable.Range(0, directed.GetLength(0))
            .Any(next => directed[from, next] && Reaches(directed, next, to));
}
