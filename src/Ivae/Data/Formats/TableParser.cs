using CsvHelper;

namespace Ivae.Data;

/// <summary>Reads a text table in one pass; numbers go straight into their columns.</summary>
internal static class TableParser
{
    private const int MostNotes = 20;

    /// <param name="stream">The file.</param>
    /// <param name="path">Its name, for messages.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="choose">Picks columns from the names.</param>
    /// <param name="rows">Counts the rows, so that it is known where reading stopped.</param>
    public static Table Parse(
        Stream stream, string path, TableOptions options, ColumnChoice choose, ref int rows)
    {
        var input = TextInput.Open(stream, path, options.Encoding);
        try
        {
            var layout = TableLayout.Find(input.Head, options);
            using var cells = new TableCells(new ReplayStream(input.Head, input.Rest), layout.Delimiter);
            var names = TableNames.Read(path, layout, cells);
            var requests = choose(names.Names);
            var (columns, numbers) = Columns(layout, names, requests,
                () => LineCount.Of(stream, names.Names.Length) - cells.Line + (layout.HasHeader ? 0 : 1));
            var lines = Append(path, layout, cells, names, columns, numbers, ref rows);
            if (rows == 0)
                throw new DataException(path, names.Names.Length > 0 && layout.HasHeader
                    ? "has a header and no rows; at least one row is needed."
                    : $"is empty; {string.Join("; ", layout.Notes.Append("at least one row is needed"))}.");
            List<string> notes = [.. layout.Notes, .. names.Renamed(requests.Select(request => request.Position))];
            notes.AddRange(layout.Rules.NotFound.Select(text => $"no cell is \"{text}\", which means a missing value"));
            var kept = Decided(path, columns, lines, options, notes);
            var left = LeftOut(path, kept, lines, options.Missing);
            return Finished(path, kept, lines, left, notes, layout.HasHeader);
        }
        catch (CsvFormatException e)
        {
            throw new DataException(path, $"the quotes do not pair: {e.Message} "
                + "A quote inside a quoted cell is doubled.", e.LineNumber, cause: e);
        }
    }

    private static (ColumnBuffer[] Columns, NumberRows Numbers) Columns(
        TableLayout layout, TableNames names, IReadOnlyList<ColumnRequest> requests, Func<int> expected)
    {
        var (columns, position, width) = (new List<ColumnBuffer>(), 0, requests.Count(IsNumber));
        var numbers = new NumberRows(width, width > 0 ? expected() : 0);
        foreach (var request in requests)
        {
            var (name, unnamed) = (names.Names[request.Position], names.IsUnnamed(request.Position));
            columns.Add(IsNumber(request)
                ? new NumberBuffer(request, name, layout.Rules, numbers, position++) { IsUnnamed = unnamed }
                : new CellBuffer(request, name, layout.Rules) { IsUnnamed = unnamed });
        }

        return ([.. columns], numbers);

        static bool IsNumber(ColumnRequest request) => request.Purpose == ColumnPurpose.Values
            && request.Use is ColumnUse.Numeric or ColumnUse.IfNumeric;
    }

    private static List<int> Append(
        string path, TableLayout layout, TableCells cells, TableNames names, ColumnBuffer[] columns,
        NumberRows numbers, ref int rows)
    {
        var (lines, comments, ended, width) = (new List<int>(), 0, 0, names.Names.Length);
        // Without a header the reader is already at the first row.
        for (var more = layout.HasHeader ? cells.Read() : width > 0; more; more = cells.Read())
        {
            var line = cells.Line;
            if (cells.Count != width)
            {
                if (cells.Count > 0 && TablePreamble.IsComment(cells[0]))
                {
                    comments++;
                    continue;
                }

                var isKnown = layout.Shape switch
                {
                    HeaderShape.RowsEndWithDelimiter => cells.Count == width + 1 && cells[width].IsEmpty,
                    HeaderShape.RowsEndBeforeLast => cells.Count == width - 1,
                    _ => false,
                };
                if (!isKnown)
                    throw new DataException(path, $"the row has {cells.Count} cells where the first record has "
                        + $"{width}; every row must be as long." + (cells.Count > width && layout.Delimiter == ','
                            ? " Where a comma is the decimal sign too, cells are in quotes or between other signs."
                            : ""), line);
            }

            rows++;
            numbers.Begin();
            foreach (var column in columns)
            {
                var position = column.Request.Position;
                column.Append(line, position < cells.Count ? cells[position] : []);
            }

            ended += cells.Count < width ? 1 : 0;
            lines.Add(line);
        }

        if (ended > 0)
            layout.Notes.Add($"{names.Names[^1]} has no value in {ended} of {rows} rows, which end before it");

        if (comments > 0)
            layout.Notes.Add($"left out, comments among the rows: {comments} line{(comments == 1 ? "" : "s")}");
        return lines;
    }

    /// <summary>The columns that are kept, each decided by all of it; notes say why others are not.</summary>
    private static List<ColumnBuffer> Decided(
        string path, ColumnBuffer[] columns, List<int> lines, TableOptions options, List<string> notes)
    {
        var (kept, left) = (new List<ColumnBuffer>(), new List<string>());
        DataException? first = null;
        foreach (var column in columns)
        {
            var (fault, leftOut) = column.Decide(path, lines);
            if (leftOut is null && fault is null)
                kept.Add(column);
            if (leftOut is { Length: > 0 })
                left.Add(leftOut);
            if (fault is not null && (first is null || fault.Line < first.Line))
                first = fault;
        }

        notes.AddRange(left.Take(MostNotes));
        if (left.Count > MostNotes)
            notes.Add($"left out, further columns that are not numeric or have no value: {left.Count - MostNotes}");
        if (options.Missing != MissingValues.Drop)
            foreach (var column in kept)
                if (column.LacksValues && !IsModelled(options.Missing, column.Request.Purpose)
                    && column.Missing is { } missing && (first is null || missing.Line < first.Line))
                    first = new DataException(path, $"{missing.Quoted} is a missing value; fill it, leave the column "
                        + "out, or drop such rows.", missing.Line, column.Name)
                    {
                        Remedies = ["missing=drop"],
                    };
        return first is null ? kept : throw first;
    }

    /// <summary>Whether a model takes rows that lack a value of such a column.</summary>
    public static bool IsModelled(MissingValues missing, ColumnPurpose purpose) =>
        missing == MissingValues.Model && purpose == ColumnPurpose.Values;

    /// <summary>The rows that lack a value, if any do.</summary>
    private static bool[]? LeftOut(string path, List<ColumnBuffer> columns, List<int> lines, MissingValues missing)
    {
        if (missing != MissingValues.Drop || !columns.Exists(column => column.LacksValues))
            return null;
        var left = new bool[lines.Count];
        foreach (var column in columns)
            if (column.LacksValues)
                column.MarkMissing(left);
        return Array.IndexOf(left, false) >= 0 ? left : throw new DataException(
            path, $"none of the {lines.Count} rows is complete; leave columns with missing values out.");
    }

    private static Table Finished(
        string path, List<ColumnBuffer> kept, List<int> lines, bool[]? left, List<string> notes, bool hasHeader)
    {
        var columns = new List<TableColumn>();
        foreach (var buffer in kept)
        {
            var column = buffer.ToColumn(left);
            var isIndex = hasHeader && buffer.IsUnnamed && buffer.Request.Position == 0;
            var counts = !buffer.Request.IsNamed && RowCount.Counts(column, isIndex);
            if (counts && isIndex)
                notes.Add($"left out, it numbers the rows: {buffer.Shown}, which has no name");
            else
                columns.Add(column);
            if (counts && !isIndex && buffer.Request.Use == ColumnUse.IfNumeric)
                notes.Add($"{buffer.Shown} counts the rows and is kept as a measurement; exclude it if it is none");
        }

        int[] rows = [.. Enumerable.Range(0, lines.Count).Where(row => left?[row] != true)];
        IReadOnlyList<int> keptLines = left is null ? lines : Array.ConvertAll(rows, row => lines[row]);
        for (var i = 0; i < rows.Length; i++)
            rows[i]++;
        if (left is not null)
            notes.Add($"left out, rows that lack a value: {lines.Count - rows.Length} of {lines.Count}");
        return new Table(path, columns, rows, keptLines) { HasNames = hasHeader, Notes = notes };
    }
}
