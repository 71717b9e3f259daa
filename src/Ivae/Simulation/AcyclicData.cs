using System.Globalization;
using Ivae.Data;
using Ivae.Numerics;

namespace Ivae.Simulation;

/// <summary>Data of an acyclic causal model with everything that made it.</summary>
internal sealed class AcyclicData
{
    internal AcyclicData()
    {
    }

    /// <summary>The options it was made with.</summary>
    public required AcyclicOptions Options { get; init; }

    /// <summary>The seed it was made with.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Observations x <c>[N, d]</c>.</summary>
    public required Matrix Observed { get; init; }

    /// <summary>The disturbance n of each variable <c>[N, d]</c>, in the order of the columns of x.</summary>
    public required Matrix Disturbances { get; init; }

    /// <summary>Segment of each row from 0 <c>[N]</c>.</summary>
    public required int[] Segment { get; init; }

    /// <summary>The true graph: [i, j] says whether column i causes column j <c>[d, d]</c>.</summary>
    public required bool[,] Graph { get; init; }

    /// <summary>The data with u = segment; the disturbances stand as true sources.</summary>
    public Dataset ToDataset() => new()
    {
        Observed = Observed,
        ObservedNames =
            [.. Enumerable.Range(1, Observed.Columns).Select(i => $"x{i.ToString(CultureInfo.InvariantCulture)}")],
        Auxiliary = Auxiliary.Of(new CategoricalVariable(
            "segment",
            [.. Enumerable.Range(1, Options.Segments).Select(m => m.ToString(CultureInfo.InvariantCulture))], Segment)),
        Sources = Disturbances,
        RowNumbers = [.. Enumerable.Range(1, Observed.Rows)],
        Name = "acyclic simulation",
    };

    /// <summary>
    /// What a file of this simulation holds: <c>x</c>, <c>u</c> (segment from 0, <c>[N, 1]</c>), <c>s</c> disturbances,
    /// <c>graph</c> (1 where the row causes the column).
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, Matrix>> NamedArrays()
    {
        var graph =
            new Matrix(Graph.GetLength(0), Graph.GetLength(1), [.. Graph.Cast<bool>().Select(edge => edge ? 1f : 0f)]);
        var segment = new Matrix(Segment.Length, 1, Array.ConvertAll(Segment, m => (float)m));
        return [new("x", Observed), new("u", segment), new("s", Disturbances), new("graph", graph)];
    }
}
