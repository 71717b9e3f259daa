using Ivae.Numerics;

namespace Ivae.Data;

/// <summary>One column of a table: numbers, or texts.</summary>
public sealed class TableColumn
{
    private readonly NumberRows rows = new([]);
    private readonly int position;
    private float[]? numbers;
    private bool? areMarks;

    /// <summary>A numeric column, <c>[N]</c>.</summary>
    public TableColumn(string name, float[] numbers)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(numbers);
        Name = name;
        (rows, this.numbers) = (new NumberRows(numbers), numbers);
    }

    /// <summary>A numeric column in double precision, <c>[N]</c>.</summary>
    public TableColumn(string name, double[] numbers)
        : this(name, numbers, 0)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(numbers);
    }

    /// <summary>A numeric column of rows that were read, <c>[N]</c>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="position">Which number of each row it has.</param>
    internal TableColumn(string name, NumberRows rows, int position)
    {
        Name = name;
        (this.rows, this.position) = (rows, position);
    }

    /// <summary>A numeric column by what its numbers differ from an origin by, <c>[N]</c>.</summary>
    internal TableColumn(string name, double[] distances, double origin)
    {
        Name = name;
        (Distances, Origin) = (distances, origin);
    }

    /// <summary>A text column, <c>[N]</c>.</summary>
    public TableColumn(string name, string[] texts)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(texts);
        Name = name;
        Texts = texts;
    }

    /// <summary>Name of the column; without a header "x1", "x2", … by position.</summary>
    public string Name { get; }

    /// <summary>
    /// The numbers in single precision, <c>[N]</c>, or <see langword="null"/> for a text column; those of times are
    /// seconds.
    /// </summary>
    public float[]? Numbers => Texts is null ? numbers ??= Joined() : null;

    /// <summary>The numbers one after the other, for what need not keep a copy of them.</summary>
    internal IEnumerable<float> Singles() => Distances is { } distances
        ? distances.Select(distance => (float)(Origin + distance))
        : rows.Column(position);

    /// <summary>The texts, <c>[N]</c>, or <see langword="null"/> for a numeric column.</summary>
    public string[]? Texts { get; }

    /// <summary>Number of rows N.</summary>
    public int Rows => Texts?.Length ?? Distances?.Length ?? rows.Count;

    /// <summary>What the numbers differ from <see cref="Origin"/> by, where they are known so, <c>[N]</c>.</summary>
    internal double[]? Distances { get; }

    /// <summary>What distances are from.</summary>
    internal double Origin { get; }

    /// <summary>The numbers by their digits, or times as they are written, where there are few, <c>[N]</c>.</summary>
    internal string[]? Labels { get; init; }

    /// <summary>Whether the numbers are times in seconds.</summary>
    internal bool IsTime { get; init; }

    /// <summary>Why a fit would not take the column, if it would not.</summary>
    internal string? Fault { get; init; }

    /// <summary>Whether it has no value at all.</summary>
    internal bool IsEmpty => Enumerable.Range(0, Rows).All(IsMissing);

    /// <summary>Whether every row is known to have a number that single precision holds.</summary>
    internal bool IsWhole() => Texts is null && (Distances is { } distances
        ? float.IsFinite((float)(Math.Abs(Origin) + Finite.Furthest<double>(distances)))
        : rows.IsFinite(position));

    /// <summary>Whether a row lacks its value.</summary>
    internal bool IsMissing(int row) => Texts is { } texts
        ? Table.IsMissing(texts[row], areMarks ??= CellRules.AreMarks(texts))
        : Distances is { } distances ? double.IsNaN(distances[row]) : float.IsNaN(Numbers![row]);

    /// <summary>Whether the number of a row is too large for single precision.</summary>
    internal bool IsInfinite(int row) => Distances is { } distances
        ? float.IsInfinity((float)(Origin + distances[row]))
        : Texts is null && float.IsInfinity(Numbers![row]);

    /// <summary>A copy of the rows with the given numbers (from 0), in the given order.</summary>
    internal TableColumn TakeRows(int[] rows)
    {
        if (Texts is { } texts)
            return new TableColumn(Name, Array.ConvertAll(rows, row => texts[row]))
            {
                Fault = Fault,
                areMarks = areMarks,
            };
        if (Distances is { } distances)
            return new TableColumn(Name, Array.ConvertAll(rows, row => distances[row]), Origin)
            {
                Labels = Labels is { } labels ? Array.ConvertAll(rows, row => labels[row]) : null,
                IsTime = IsTime,
                Fault = Fault,
            };
        return new TableColumn(Name, Array.ConvertAll(rows, row => Numbers![row]));
    }

    /// <summary>Columns one below the other, under the name of the first.</summary>
    internal static TableColumn Joined(IReadOnlyList<TableColumn> parts)
    {
        var first = parts[0];
        if (parts.Any(part => part.Texts is not null))
            return new TableColumn(first.Name, [.. parts.SelectMany(part => Enumerable.Range(0, part.Rows)
                .Select(row => part.Texts?[row] ?? AuxiliaryLevels.Label(part, row)))]);
        return new TableColumn(first.Name, [.. parts.SelectMany(part => part.Distances?
            .Select(distance => distance + (part.Origin - first.Origin))
            ?? part.Numbers!.Select(number => number - first.Origin))], first.Origin)
        {
            Labels = parts.All(part => part.Labels is not null) ? [.. parts.SelectMany(part => part.Labels!)] : null,
            IsTime = parts.All(part => part.IsTime),
        };
    }

    /// <summary>The same under another name.</summary>
    internal TableColumn Named(string name)
    {
        if (Texts is { } texts)
            return new TableColumn(name, texts);
        return Distances is { } distances
            ? new TableColumn(name, distances, Origin) { Labels = Labels, IsTime = IsTime }
            : new TableColumn(name, rows, position);
    }

    /// <summary>Writes the numbers into a column of a matrix with as many rows.</summary>
    internal void CopyTo(Matrix matrix, int column) => CopyTo(matrix, column, 0, Rows);

    /// <summary>The same for the rows from one place up to another.</summary>
    internal void CopyTo(Matrix matrix, int column, int from, int to)
    {
        for (var row = from; row < Math.Min(to, Distances?.Length ?? 0); row++)
            matrix.Values[row * matrix.Columns + column] = (float)(Origin + Distances![row]);
        if (Distances is null)
            rows.CopyTo(position, matrix, column, from, to);
    }

    /// <summary>
    /// Numeric columns side by side, <c>[N, columns]</c>, where they were read into one array that has nothing else.
    /// </summary>
    internal static float[]? Whole(IReadOnlyList<TableColumn> columns) =>
        columns is [{ Texts: null, Distances: null, rows: var all }, ..] && all.Width == columns.Count
            && columns.Index().All(pair => pair.Item.rows == all && pair.Item.position == pair.Index)
            ? all.Whole
            : null;

    private float[] Joined()
    {
        var joined = new Matrix(Rows, 1);
        CopyTo(joined, 0);
        return joined.Values;
    }
}
