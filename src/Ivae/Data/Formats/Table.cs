using System.Text;
using Ivae.Numerics;

namespace Ivae.Data;

/// <summary>A table read from a file: named columns of numbers or texts.</summary>
public sealed class Table
{
    internal Table(string path, IReadOnlyList<TableColumn> columns, int[] rowNumbers, int[]? lineNumbers)
    {
        Path = path;
        Columns = columns;
        RowNumbers = rowNumbers;
        LineNumbers = lineNumbers ?? [];
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The columns, in file order.</summary>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>
    /// Position of each row among the rows of the file, from 1 and without the header, <c>[N]</c>; dropped rows leave
    /// gaps.
    /// </summary>
    public IReadOnlyList<int> RowNumbers { get; }

    /// <summary>
    /// Line of the file, from 1, on which each row starts, <c>[N]</c>; empty for a file without lines.
    /// </summary>
    public IReadOnlyList<int> LineNumbers { get; }

    /// <summary>Number of rows N.</summary>
    public int Rows => RowNumbers.Count;

    /// <summary>Sampling rate of a recording in Hz, whose rows follow each other in time; none for other
    /// tables.</summary>
    public double? SamplingRate { get; internal set; }

    /// <summary>What was left out, a sentence each.</summary>
    internal IReadOnlyList<string> Notes { get; set; } = [];

    /// <summary>Whether the file names its columns; otherwise they are "x1", "x2", … by position.</summary>
    internal bool HasNames { get; init; } = true;

    /// <summary>
    /// Reads a table of any format; a column is numeric if its first value that is not missing is a number.
    /// </summary>
    /// <exception cref="DataException">
    /// The file cannot be read, holds arrays, has no rows, has a row of another length, a missing or infinite value,
    /// text in a numeric column, two columns of one name, or a quote that is never closed; the message names line and
    /// column.
    /// </exception>
    public static Table Read(string path, TableOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        return FileFormat.Open(path, (format, stream) => format is TableFormat tables
            ? tables.Read(stream, path, options ?? new TableOptions(), TableFormat.Everything)
            : throw new DataException(path, $"holds arrays ({format.Name}) and is not a table; read them as such."));
    }

    /// <summary>
    /// What is common to formats whose columns can be had one by one: takes the chosen ones, leaves out or refuses rows
    /// with a missing value (NaN, or a text that is empty, NA, NaN, null or ?), and says where a value cannot be used.
    /// </summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="names">Names of its columns.</param>
    /// <param name="column">
    /// The column at a position from 0, <c>[N]</c>; asked for once, and only if it is chosen.
    /// </param>
    /// <param name="options">What to do with missing values.</param>
    /// <param name="choose">Chooses columns from the names.</param>
    /// <param name="lines">Line of each row of a text file, <c>[N]</c>, for messages.</param>
    /// <exception cref="DataException">
    /// No row is complete, a value is missing or infinite, a text is where a number must be, or two columns have one
    /// name.
    /// </exception>
    public static Table Select(
        string path,
        IReadOnlyList<string> names,
        Func<int, TableColumn> column,
        TableOptions options,
        ColumnChoice choose,
        IReadOnlyList<int>? lines = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(choose);
        if (names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new DataException(path, "two columns have this name; rename one of them.", column: twice.Key);
        var chosen = new List<TableColumn>();
        foreach (var (position, use) in choose(names))
        {
            var found = column(position);
            if (use == ColumnUse.Numeric && found.Texts is { } texts)
                throw Error(path, lines, Math.Max(0, Array.FindIndex(texts, text => !IsMissing(text))), found.Name,
                    row => $"\"{texts[row]}\" is not a number; correct it, or leave the column out.");
            if (use != ColumnUse.IfNumeric || found.Numbers is not null)
                chosen.Add(use == ColumnUse.Text ? AsTexts(found) : found);
        }

        var rows = chosen.Count == 0 ? lines?.Count ?? 0 : chosen[0].Rows;
        int[] kept = [.. Enumerable.Range(0, rows).Where(row => IsComplete(path, lines, chosen, row, options.Missing))];
        if (kept.Length == 0)
            throw new DataException(path, rows > 0
                ? $"none of the {rows} rows is complete; leave columns with missing values out."
                : "has no rows; at least one is needed.");
        if (kept.Length < rows)
            chosen = chosen.ConvertAll(one => one.TakeRows(kept));
        var keptLines = lines is null ? null : Array.ConvertAll(kept, row => lines[row]);
        return new Table(path, chosen, Array.ConvertAll(kept, row => row + 1), keptLines);
    }

    internal static DataException OutOfMemory(string path, int rows, OutOfMemoryException cause) =>
        new(
            path,
            $"memory ran out after {rows} rows; choose fewer columns, or give the process more memory.",
            cause: cause);

    /// <summary>The given numeric columns side by side, <c>[N, columns]</c>.</summary>
    internal static Matrix ToMatrix(IReadOnlyList<TableColumn> columns, int rows)
    {
        var matrix = new Matrix(rows, columns.Count);
        for (var j = 0; j < columns.Count; j++)
            columns[j].CopyTo(matrix, j);
        return matrix;
    }

    /// <summary>Line of a row from 0, for messages; none in a file without lines.</summary>
    internal int? Line(int row) => LineNumbers.Count > 0 ? LineNumbers[row] : null;

    private static bool IsComplete(
        string path, IReadOnlyList<int>? lines, List<TableColumn> columns, int row, MissingValues missing)
    {
        foreach (var column in columns)
        {
            if (column.Numbers is { } numbers && float.IsInfinity(numbers[row]))
                throw Error(path, lines, row, column.Name, _ => "the value is not finite in single precision "
                    + "(±3.4e38); mark it as missing or rescale the column.");
            if (column.Numbers is { } values ? !float.IsNaN(values[row]) : !IsMissing(column.Texts![row]))
                continue;
            if (missing == MissingValues.Drop)
                return false;
            throw Error(
                path,
                lines,
                row,
                column.Name,
                _ => "a value is missing; fill it, leave the column out, or drop such rows.",
                "missing=drop");
        }

        return true;
    }

    private static DataException Error(
        string path,
        IReadOnlyList<int>? lines,
        int row,
        string column,
        Func<int, string> problem,
        params string[] remedies) =>
        new(path, lines is null ? $"row {row + 1}: {problem(row)}" : problem(row), lines?[row], column)
        {
            Remedies = remedies,
        };

    private static bool IsMissing(string text) => TableLayout.IsMissing(Encoding.UTF8.GetBytes(text));

    private static TableColumn AsTexts(TableColumn column) => column.Numbers is not { } numbers
        ? column
        : new TableColumn(column.Name, Array.ConvertAll(numbers, AuxiliaryRecipe.Level));
}
