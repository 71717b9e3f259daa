using Ivae.Numerics;

namespace Ivae.Data;

/// <summary>What a model is fitted to: observations x, the auxiliary variable u and, for simulated data, the true sources s.</summary>
public sealed class Dataset
{
    /// <summary>Observations x, <c>[N, D]</c>, in data units.</summary>
    public required Matrix Observed { get; init; }

    /// <summary>Names of the observed columns, <c>[D]</c>.</summary>
    public required IReadOnlyList<string> ObservedNames { get; init; }

    /// <summary>The auxiliary variable u of each row.</summary>
    public required Auxiliary Auxiliary { get; init; }

    /// <summary>The true sources s, <c>[N, n]</c>, if known. Never used for fitting or choosing, only for evaluation.</summary>
    public Matrix? Sources { get; init; }

    /// <summary>Whether neighbouring rows are neighbours in time; validation rows are then held out in blocks.</summary>
    public bool TimeOrdered { get; init; }

    /// <summary>Position of each row in its file, from 1, <c>[N]</c>; rows dropped for missing values leave gaps.</summary>
    public required IReadOnlyList<int> RowNumbers { get; init; }

    /// <summary>Where the data came from: a path, or a name.</summary>
    public string Name { get; init; } = "data";

    /// <summary>Number of rows N.</summary>
    public int Rows => Observed.Rows;

    /// <summary>A copy of the rows with the given numbers (from 0), in the given order.</summary>
    public Dataset TakeRows(ReadOnlySpan<int> rows)
    {
        var numbers = new int[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            numbers[i] = RowNumbers[rows[i]];
        return new Dataset
        {
            Observed = Observed.TakeRows(rows),
            ObservedNames = ObservedNames,
            Auxiliary = Auxiliary.TakeRows(rows),
            Sources = Sources?.TakeRows(rows),
            TimeOrdered = TimeOrdered,
            RowNumbers = numbers,
            Name = Name,
        };
    }
}
