namespace Ivae.Data;

/// <summary>What is in a table or in a file of arrays.</summary>
/// <param name="Kind">"table" or "arrays".</param>
/// <param name="Path">The file.</param>
/// <param name="Rows">Number of rows N of a table, without those that lack a value.</param>
/// <param name="IncompleteRows">
/// Number of rows of a table that lack a value; those after the last complete row are not counted.
/// </param>
/// <param name="Columns">The columns of a table, in file order.</param>
/// <param name="Arrays">The arrays.</param>
internal sealed record FileSummary(
    string Kind,
    string Path,
    int? Rows,
    int? IncompleteRows,
    IReadOnlyList<TableColumnSummary>? Columns,
    IReadOnlyList<ArraySummary>? Arrays)
{
    /// <summary>Sampling rate of a recording in Hz.</summary>
    public double? SamplingRate { get; init; }

    /// <summary>What was left out, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Summarises a table.</summary>
    public static FileSummary Of(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new FileSummary(
            "table",
            table.Path,
            table.Rows,
            table.RowNumbers[^1] - table.Rows,
            [.. table.Columns.Select(TableColumnSummary.Of)],
            null)
        {
            SamplingRate = table.SamplingRate,
            Notes = table.Notes,
        };
    }

    /// <summary>Summarises arrays under their keys.</summary>
    public static FileSummary Of(string path, ArrayBundle file)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(file);
        return new FileSummary("arrays", path, null, null, null,
            [.. file.Keys.Select(key => ArraySummary.Of(key, file))]);
    }
}
