namespace Ivae.Data;

/// <summary>
/// Text tables: cells between commas, semicolons, tabs, '|' or spaces, with or without a header. A file of no known
/// ending is read as one.
/// </summary>
internal sealed class CsvFormat : TableFormat
{
    /// <inheritdoc/>
    public override string Name => "CSV";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".csv", ".tsv"];

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override Table Read(Stream stream, string path, TableOptions options, ColumnChoice choose)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(choose);
        var rows = 0;
        try
        {
            return TableParser.Parse(stream, path, options, choose, ref rows);
        }
        catch (OutOfMemoryException e)
        {
            // Caught out here, where the half-read columns are garbage already and leave room for the message.
            throw Table.OutOfMemory(path, rows, e);
        }
    }

    /// <inheritdoc/>
    public override void Write(
        Stream stream, IReadOnlyList<TableColumn> columns, IReadOnlyList<int>? rowNumbers = null) =>
        TableWriter.WriteCsv(stream, columns, rowNumbers);
}
