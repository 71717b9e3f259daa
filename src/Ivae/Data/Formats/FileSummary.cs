namespace Ivae.Data;

/// <summary>What is in a table or in a file of arrays.</summary>
/// <param name="Kind">"table" or "arrays".</param>
/// <param name="Path">The file.</param>
/// <param name="Rows">Number of rows N of a table, without those that lack a value, unless all do.</param>
/// <param name="IncompleteRows">Number of rows of a table that lack a value.</param>
/// <param name="Columns">The columns of a table, in file order.</param>
/// <param name="Arrays">The arrays.</param>
/// <param name="Notes">What was assumed of a table, and what was left out of it, a line each.</param>
internal sealed record FileSummary(
    string Kind,
    string Path,
    int? Rows,
    int? IncompleteRows,
    IReadOnlyList<TableColumnSummary>? Columns,
    IReadOnlyList<ArraySummary>? Arrays,
    IReadOnlyList<string>? Notes)
{
    /// <summary>Sampling rate of a recording in Hz.</summary>
    public double? SamplingRate { get; init; }

    /// <summary>Summarises a table.</summary>
    public static FileSummary Of(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        TableColumn[] lacking = [.. table.Columns.Where(column => !column.IsWhole() && !column.IsEmpty)];
        int[] complete = [.. Enumerable.Range(0, table.Rows)
            .Where(row => !Array.Exists(lacking, column => column.IsMissing(row)))];
        var columns = complete.Length == 0 || complete.Length == table.Rows
            ? table.Columns
            : [.. table.Columns.Select(column => column.TakeRows(complete))];
        return new FileSummary(
            "table",
            table.Path,
            complete.Length == 0 ? table.Rows : complete.Length,
            table.Rows - complete.Length,
            [.. columns.Select((column, j) => TableColumnSummary.Of(column, table.Columns[j]))],
            null,
            table.Notes)
        {
            SamplingRate = table.SamplingRate,
        };
    }

    /// <summary>Summarises arrays under their keys.</summary>
    public static FileSummary Of(string path, ArrayBundle file)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(file);
        return new FileSummary("arrays", path, null, null, null,
            [.. file.Keys.Select(key => ArraySummary.Of(key, file))], null);
    }
}
