using Ivae.Numerics;

namespace Ivae.Data;

/// <summary>A table read from a text file (CSV, TSV, columns between spaces): named columns of numbers or texts.</summary>
public sealed class Table
{
    internal Table(string path, IReadOnlyList<TableColumn> columns, int[] rowNumbers, int[] lineNumbers)
    {
        Path = path;
        Columns = columns;
        RowNumbers = rowNumbers;
        LineNumbers = lineNumbers;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The columns, in file order.</summary>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>
    /// Position of each row among the rows of the file, from 1 and without the header, <c>[N]</c>; dropped rows leave gaps.
    /// </summary>
    public IReadOnlyList<int> RowNumbers { get; }

    /// <summary>Line of the file, from 1, on which each row starts, <c>[N]</c>.</summary>
    public IReadOnlyList<int> LineNumbers { get; }

    /// <summary>Number of rows N.</summary>
    public int Rows => RowNumbers.Count;

    /// <summary>SHA-256 of the file, in hexadecimal digits.</summary>
    internal string? Sha256 { get; private set; }

    /// <summary>Reads a text table; a column is numeric if its first value that is not missing is a number.</summary>
    /// <exception cref="DataException">
    /// The file cannot be read, has no rows, has a row of another length, a missing or infinite value, text in a numeric column, two columns
    /// of one name, or a quote that is never closed; the message names line and column.
    /// </exception>
    public static Table Read(string path, TableOptions? options = null) =>
        Read(path, options ?? new TableOptions(), names => [.. names.Select((_, position) => new ColumnRequest(position, ColumnUse.Any))]);

    /// <summary>Reads the columns that <paramref name="choose"/> picks from the names; what stands in the others does not matter.</summary>
    internal static Table Read(string path, TableOptions options, Func<IReadOnlyList<string>, IReadOnlyList<ColumnRequest>> choose)
    {
        var rows = 0;
        try
        {
            using var stream = HashingStream.Open(path);
            var table = TableParser.Parse(stream, path, options, choose, ref rows);
            table.Sha256 = stream.Sha256();
            return table;
        }
        catch (OutOfMemoryException e)
        {
            // Caught out here, where the half-read columns are garbage already and leave room for the message.
            throw OutOfMemory(path, rows, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException(path, $"cannot be read: {e.Message}", cause: e);
        }
    }

    internal static DataException OutOfMemory(string path, int rows, OutOfMemoryException cause) =>
        new(path, $"memory ran out after {rows} rows; choose fewer columns, or give the process more memory.", cause: cause);

    /// <summary>The given numeric columns side by side, <c>[N, columns]</c>.</summary>
    internal static Matrix ToMatrix(IReadOnlyList<TableColumn> columns, int rows)
    {
        var matrix = new Matrix(rows, columns.Count);
        for (var j = 0; j < columns.Count; j++)
            columns[j].CopyTo(matrix, j);
        return matrix;
    }
}
