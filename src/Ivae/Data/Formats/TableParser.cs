using CsvHelper;

namespace Ivae.Data;

/// <summary>Reads a text table in one pass; numbers go straight into their columns.</summary>
internal static class TableParser
{
    private const int HeadBytes = 256 << 10;

    /// <param name="stream">The file.</param>
    /// <param name="path">Its name, for messages.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="choose">Picks columns from the names.</param>
    /// <param name="rows">Counts the rows, so that it is known where reading stopped.</param>
    public static Table Parse(
        Stream stream, string path, TableOptions options, ColumnChoice choose, ref int rows)
    {
        var head = new byte[HeadBytes];
        head = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        RefuseBinary(path, head);
        try
        {
            var layout = TableLayout.Find(head, options);
            using var cells = new TableCells(new ReplayStream(head, stream), layout.Delimiter);
            var names = Names(path, layout, cells);
            var columns = Columns(path, layout, names, choose(names));
            var rowNumbers = new List<int>();
            var lineNumbers = new List<int>();
            // Without a header the reader already stands on the first row.
            for (var more = layout.HasHeader ? cells.Read() : names.Length > 0; more; more = cells.Read())
            {
                rows++;
                var line = cells.Line;
                if (cells.Count != names.Length)
                    throw new DataException(path, $"the row has {cells.Count} cells where the first record has "
                        + $"{names.Length}; every row must be as long.", line);
                if (!Complete(path, cells, columns, options.Missing))
                    continue;
                foreach (var column in columns)
                    column.Append(path, line, cells[column.Position]);
                rowNumbers.Add(rows);
                lineNumbers.Add(line);
            }

            if (rowNumbers.Count == 0)
                throw new DataException(path, rows > 0
                    ? $"none of the {rows} rows is complete; leave columns with missing values out."
                    : names.Length > 0 && layout.HasHeader ? "has a header and no rows; "
                        + "at least one row is needed." : "is empty; at least one row is needed.");
            var kept = columns.Where(column => column.Kept).Select(column => column.ToColumn());
            return new Table(path, [.. kept], [.. rowNumbers], [.. lineNumbers])
            {
                HasNames = layout.HasHeader,
            };
        }
        catch (CsvFormatException e)
        {
            throw new DataException(path, $"the quotes do not pair: {e.Message} "
                + "A quote inside a quoted cell is doubled.", e.LineNumber, cause: e);
        }
    }

    private static void RefuseBinary(string path, ReadOnlySpan<byte> head)
    {
        var utf16 =
            head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]);
        if (!utf16 && head.Contains((byte)0))
        {
            var others = FileFormat.All.Where(format => format is not CsvFormat);
            throw new DataException(path, "is not a text table; binary tables are read from files that end in "
                + $"{string.Join(" or ", others.SelectMany(format => format.Extensions))}.");
        }
    }

    private static string[] Names(string path, TableLayout layout, TableCells cells)
    {
        if (!cells.Read())
            return [];
        var names = new string[cells.Count];
        var taken = new Dictionary<string, int>();
        for (var j = 0; j < names.Length; j++)
        {
            names[j] = layout.HasHeader ? cells.Text(j) : "";
            if (names[j].Length == 0)
                names[j] = $"x{j + 1}";
            if (!taken.TryAdd(names[j], j))
                throw new DataException(path, $"columns {taken[names[j]] + 1} and {j + 1} have one name; "
                    + "rename one of them.", cells.Line, names[j]);
        }

        return names;
    }

    private static ColumnBuffer[] Columns(
        string path, TableLayout layout, string[] names, IReadOnlyList<ColumnRequest> requests)
    {
        var columns = new List<ColumnBuffer>();
        foreach (var (position, use) in requests)
        {
            var numeric = position < layout.Numeric.Length ? layout.Numeric[position] : null;
            if (use == ColumnUse.IfNumeric && numeric == false)
                continue;
            // A column that starts with missing values only may turn out numeric; until then it is watched, not kept.
            var kind = use switch
            {
                ColumnUse.Numeric => BufferKind.Numbers,
                ColumnUse.Text => BufferKind.Texts,
                ColumnUse.IfNumeric when numeric is null => BufferKind.Watched,
                _ => numeric == true ? BufferKind.Numbers : BufferKind.Texts,
            };
            columns.Add(new ColumnBuffer(position, names[position], kind));
        }

        return [.. columns];
    }

    private static bool Complete(string path, TableCells cells, ColumnBuffer[] columns, MissingValues missing)
    {
        foreach (var column in columns)
        {
            if (!column.Kept || !TableLayout.IsMissing(cells[column.Position]))
                continue;
            if (missing == MissingValues.Drop)
                return false;
            var cell = cells.Text(column.Position);
            var value = cell.Length == 0 ? "an empty cell" : $"\"{cell}\"";
            throw new DataException(path, $"{value} is a missing value; fill it, leave the column out, "
                + "or drop such rows.", cells.Line, column.Name)
            {
                Remedies = ["missing=drop"],
            };
        }

        return true;
    }
}
