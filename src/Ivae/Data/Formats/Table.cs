using System.Text;
using Ivae.Numerics;

namespace Ivae.Data;

/// <summary>A table read from a file: named columns of numbers or texts.</summary>
public sealed class Table
{
    internal Table(
        string path, IReadOnlyList<TableColumn> columns, int[] rowNumbers, IReadOnlyList<int>? lineNumbers)
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

    /// <summary>Whether the file names its columns; otherwise they are "x1", "x2", … by position.</summary>
    internal bool HasNames { get; init; } = true;

    /// <summary>What was assumed when it was read, and which columns and rows were left out; a line each.</summary>
    public IReadOnlyList<string> Notes { get; set; } = [];

    /// <summary>Reads a table of any format; a column is numeric if all of it are numbers.</summary>
    /// <exception cref="DataException">
    /// The file cannot be read, holds arrays, has no rows, has a row of another length, a missing or infinite value,
    /// a few texts among numbers, or a quote that is never closed; the message names line and column.
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
    /// with a missing value (NaN, or a text that means one, as in a text table), and says where a value cannot be used.
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
    /// No row is complete, a value is missing or infinite, or a text is where a number must be.
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
        var unique = TableNames.Unique(names);
        var (chosen, whole, notes) = (new List<TableColumn>(), new HashSet<string>(), new List<string>());
        var isDescription = false;
        foreach (var request in choose(unique))
        {
            var (position, use) = request;
            var found = column(position);
            isDescription |= request.Purpose == ColumnPurpose.Description;
            notes.AddRange(TableNames.Renamed(names, unique, [position]));
            if (unique[position] != names[position])
                found = found.Named(unique[position]);
            if (use == ColumnUse.Numeric && found.Texts is { } texts)
                throw Error(path, lines, Math.Max(0, Array.FindIndex(texts, text => !IsMissing(text))), found.Name,
                    row => $"\"{texts[row]}\" is not a number; correct it, or leave the column out.");
            if (!TableParser.IsModelled(options.Missing, request.Purpose) && !request.IsOptional)
                whole.Add(found.Name);
            if (use == ColumnUse.IfNumeric && found.Texts is not null)
                notes.Add($"left out, not numeric: {found.Name}");
            else
                chosen.Add(use == ColumnUse.Text ? AsTexts(found) : found);
        }

        var rows = chosen.Count == 0 ? lines?.Count ?? 0 : chosen[0].Rows;
        int[] complete = isDescription
            ? [.. Enumerable.Range(0, rows)]
            : Complete(path, lines, chosen, whole, rows, options.Missing);
        if (complete.Length == 0)
            throw new DataException(path, rows > 0
                ? $"none of the {rows} rows is complete; leave columns with missing values out."
                : "has no rows; at least one is needed.");
        if (complete.Length < rows)
        {
            chosen = chosen.ConvertAll(one => one.TakeRows(complete));
            notes.Add($"left out, rows that lack a value: {rows - complete.Length} of {rows}");
        }

        var keptLines = lines is null ? null : Array.ConvertAll(complete, row => lines[row]);
        return new Table(path, chosen, Array.ConvertAll(complete, row => row + 1), keptLines) { Notes = notes };
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

    // The rows that lack nothing; the fault of the first row that has one, in its first column.
    private static int[] Complete(
        string path, IReadOnlyList<int>? lines, List<TableColumn> columns, HashSet<string> whole, int rows,
        MissingValues missing)
    {
        var (lacks, end, faulty, isInfinite) = (new bool[rows], rows, "", false);
        foreach (var column in columns)
        {
            if (column.IsWhole())
                continue;
            var mustBeWhole = whole.Contains(column.Name);
            for (var row = 0; row < end; row++)
            {
                var infinite = column.IsInfinite(row);
                if (lacks[row] || !(infinite || mustBeWhole && column.IsMissing(row)))
                    continue;
                if (!infinite && missing == MissingValues.Drop)
                    lacks[row] = true;
                else
                    (end, faulty, isInfinite) = (row, column.Name, infinite);
            }
        }

        if (end == rows)
            return [.. Enumerable.Range(0, rows).Where(row => !lacks[row])];
        throw isInfinite
            ? Error(path, lines, end, faulty, _ => "the value is not finite in single precision (±3.4e38); mark it as "
                + "missing or rescale the column.")
            : Error(path, lines, end, faulty, _ => "a value is missing; fill it, leave the column out, or drop such "
                + "rows.", "missing=drop");
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

    internal static bool IsMissing(string text, bool areMarks = false) =>
        CellRules.MeansMissing(Encoding.UTF8.GetBytes(text), areMarks);

    private static TableColumn AsTexts(TableColumn column) => column.Numbers is not { } numbers
        ? column
        : new TableColumn(column.Name, column.Labels ?? Array.ConvertAll(numbers, AuxiliaryRecipe.Level));
}
