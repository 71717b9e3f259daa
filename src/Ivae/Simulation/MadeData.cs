using Ivae.Data;
using Ivae.Numerics;

namespace Ivae.Simulation;

/// <summary>Data with known latents: rows, or sequences of as many rows each.</summary>
internal class MadeData
{
    /// <summary>Observations x <c>[N, D]</c>, sequence by sequence.</summary>
    public required Matrix Observed { get; init; }

    /// <summary>True latents <c>[N, n]</c>.</summary>
    public required Matrix Sources { get; init; }

    /// <summary>u: one categorical variable, numeric columns, or nothing.</summary>
    public required Auxiliary Auxiliary { get; init; }

    /// <summary>Rows of each sequence; none where rows are in no order.</summary>
    public int? Length { get; init; }

    /// <summary>Whether a latent moves another from row to row: [i, j] says whether i moves j <c>[n, n]</c>.</summary>
    public bool[,]? Graph { get; init; }

    /// <summary>
    /// log p(x | u), of sequences log p(x | past, u), of each row under the process that made it, in nats
    /// <c>[N, 1]</c>, where it is known.
    /// </summary>
    public Matrix? LogLikelihood { get; init; }

    /// <summary>The data as a dataset.</summary>
    public Dataset ToDataset() => new()
    {
        Observed = Observed,
        ObservedNames = TableReader.Names("x", Observed.Columns),
        Auxiliary = Auxiliary,
        Sources = Sources,
        TrueLogLikelihood = LogLikelihood,
        TimeOrdered = Length is not null,
        Starts = Length is { } length
            ? [.. Enumerable.Range(0, Observed.Rows / length).Select(sequence => sequence * length)]
            : [0],
        RowNumbers = [.. Enumerable.Range(1, Observed.Rows)],
        Name = "simulation",
    };

    /// <summary>
    /// What a file of them holds: <c>x</c>, <c>u</c> (a code from 0 <c>[N, 1]</c>, or numeric columns) where there is
    /// one, <c>s</c>, and where they are known <c>sequence</c> from 0 <c>[N, 1]</c>, <c>graph</c> (1 where the row
    /// moves the column) and <c>log_likelihood</c> <c>[N, 1]</c>.
    /// </summary>
    public virtual IReadOnlyList<KeyValuePair<string, Matrix>> NamedArrays()
    {
        List<KeyValuePair<string, Matrix>> arrays = [new("x", Observed)];
        if (Auxiliary.Categorical is [var variable])
            arrays.Add(new("u", Column(variable.Codes)));
        else if (!Auxiliary.IsEmpty)
            arrays.Add(new("u", Auxiliary.Numeric));
        arrays.Add(new("s", Sources));
        if (Length is { } length)
            arrays.Add(new("sequence", Column([.. Enumerable.Range(0, Observed.Rows).Select(row => row / length)])));
        if (Graph is { } graph)
            arrays.Add(new("graph", Ones(graph)));
        if (LogLikelihood is { } likelihood)
            arrays.Add(new("log_likelihood", likelihood));
        return arrays;
    }

    /// <summary>1 where something holds.</summary>
    private protected static Matrix Ones(bool[,] holds) => new(holds.GetLength(0), holds.GetLength(1),
        [.. holds.Cast<bool>().Select(one => one ? 1f : 0f)]);

    private static Matrix Column(int[] values) =>
        new(values.Length, 1, Array.ConvertAll(values, value => (float)value));
}
