using Ivae.Independence;
using Ivae.Numerics;

namespace Ivae.Causality;

/// <summary>
/// The PC algorithm, in its stable form: a skeleton by conditional independence, and the directions that independence
/// alone gives.
/// </summary>
/// <remarks>Source: Spirtes, Glymour and Scheines 2000; Colombo and Maathuis, "Order-independent constraint-based
/// causal structure learning", 2014; rules of Meek 1995.</remarks>
internal static class PeterClark
{
    /// <summary>The skeleton <c>[d, d]</c>, symmetric, and the set that separated each pair without an edge.</summary>
    /// <param name="variables">d.</param>
    /// <param name="pValue">p of i ⟂ j | set.</param>
    /// <param name="alpha">An edge goes when p is above this.</param>
    public static (bool[,] Skeleton, Dictionary<(int, int), int[]> Separators) Skeleton(
        int variables, Func<int, int, int[], double> pValue, double alpha)
    {
        ArgumentNullException.ThrowIfNull(pValue);
        var edges = new bool[variables, variables];
        for (var i = 0; i < variables; i++)
            for (var j = 0; j < variables; j++)
                edges[i, j] = i != j;
        var separators = new Dictionary<(int, int), int[]>();
        for (var size = 0; size <= Math.Min(CausalityDecisions.MaxConditions, variables - 2); size++)
        {
            // neighbours are those before this size: the order of pairs does not matter
            var before = (bool[,])edges.Clone();
            for (var i = 0; i < variables; i++)
                for (var j = 0; j < variables; j++)
                {
                    if (!edges[i, j])
                        continue;
                    int[] neighbours = [.. Enumerable.Range(0, variables).Where(k => k != j && before[i, k])];
                    foreach (var set in Subsets(neighbours, size))
                        if (pValue(i, j, set) > alpha)
                        {
                            edges[i, j] = edges[j, i] = false;
                            separators[(i, j)] = separators[(j, i)] = set;
                            break;
                        }
                }
        }

        return (edges, separators);
    }

    /// <summary>p-values of partial correlation between columns, for <see cref="Skeleton"/>.</summary>
    public static Func<int, int, int[], double> PartialCorrelations(Matrix x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return (i, j, set) =>
            PartialCorrelation.Test(x.TakeColumns([i]), x.TakeColumns([j]), x.TakeColumns(set)).PValue;
    }

    /// <summary>
    /// The graph PC finds <c>[d, d]</c>: v-structures and Meek's rules; edges without direction stand both ways.
    /// </summary>
    public static bool[,] Run(int variables, Func<int, int, int[], double> pValue, double alpha)
    {
        ArgumentNullException.ThrowIfNull(pValue);
        var (skeleton, separators) = Skeleton(variables, pValue, alpha);
        var graph = (bool[,])skeleton.Clone();
        for (var k = 0; k < variables; k++)
            for (var i = 0; i < variables; i++)
                for (var j = 0; j < i; j++)
                    if (skeleton[i, k] && skeleton[j, k] && !skeleton[i, j]
                        && separators.TryGetValue((i, j), out var set) && !set.Contains(k))
                        (graph[k, i], graph[k, j]) = (graph[k, i] && !graph[i, k], graph[k, j] && !graph[j, k]);
        while (Meek(graph, skeleton, variables))
        {
        }

        return graph;
    }

    /// <summary>
    /// Directs what would otherwise make a new v-structure (i → j − k) or a cycle (i → j → k with i − k); gives whether
    /// anything changed.
    /// </summary>
    private static bool Meek(bool[,] graph, bool[,] skeleton, int variables)
    {
        var changed = false;
        bool Directed(int a, int b) => graph[a, b] && !graph[b, a];
        for (var a = 0; a < variables; a++)
            for (var b = 0; b < variables; b++)
                if (graph[a, b] && graph[b, a] && Enumerable.Range(0, variables)
                    .Any(c => (Directed(c, a) && !skeleton[c, b]) || (Directed(a, c) && Directed(c, b))))
                {
                    graph[b, a] = false;
                    changed = true;
                }

        return changed;
    }

    private static IEnumerable<int[]> Subsets(int[] items, int size) => size == 0
        ? [[]]
        : items.SelectMany((item, index) =>
            Subsets(items[(index + 1)..], size - 1).Select(rest => (int[])[item, .. rest]));
}
