namespace Ivae.Data;

/// <summary>
/// A format whose files are a table: named columns of numbers or texts, all of N rows. A new one overrides the name,
/// the endings and <see cref="Read(Stream, string, TableOptions, ColumnChoice)"/>, for which <see cref="Table.Select"/>
/// does what is common.
/// </summary>
public abstract class TableFormat : FileFormat
{
    /// <summary>Reads the columns that are chosen from the names of all.</summary>
    /// <param name="stream">The file from its start; a pipe cannot seek.</param>
    /// <param name="path">Its name for messages, and to find files that belong to it.</param>
    /// <param name="options">What to do with missing values; header and delimiter are of text tables alone.</param>
    /// <param name="choose">Chooses columns from the names, to be called once.</param>
    /// <exception cref="DataException">The file cannot be read; the message names line and column.</exception>
    public abstract Table Read(Stream stream, string path, TableOptions options, ColumnChoice choose);

    /// <summary>Writes a table; needed where <see cref="FileFormat.CanWrite"/> is true.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="columns">The columns, each <c>[N]</c>.</param>
    /// <param name="rowNumbers">
    /// Content of a leading column "row", <c>[N]</c>, or <see langword="null"/> for none.
    /// </param>
    public virtual void Write(
        Stream stream, IReadOnlyList<TableColumn> columns, IReadOnlyList<int>? rowNumbers = null) =>
        throw new NotSupportedException($"{Name} files cannot be written.");

    internal sealed override FileSummary Describe(Stream stream, string path) =>
        Describe(stream, path, new TableOptions());

    /// <summary>What is in a file that is read in a certain way.</summary>
    internal FileSummary Describe(Stream stream, string path, TableOptions options)
    {
        var table = Read(stream, path, options with { Missing = MissingValues.Drop }, names =>
            [.. names.Select((_, position) =>
                new ColumnRequest(position, ColumnUse.Any) { Purpose = ColumnPurpose.Description })]);
        return FileSummary.Of(table);
    }

    /// <summary>Chooses all columns, each as what it is.</summary>
    internal static IReadOnlyList<ColumnRequest> Everything(IReadOnlyList<string> names) =>
        [.. names.Select((_, position) => new ColumnRequest(position, ColumnUse.Any))];

    internal sealed override FileContent Read(Stream stream, string path, DatasetOptions options) =>
        TableContent.Read((layout, choose) => Read(stream, path, layout, choose), path, options);

    internal sealed override FileContent Read(
        Stream stream, string path, AuxiliaryRecipe recipe, bool requireAuxiliary) =>
        TableContent.Read((layout, choose) => Read(stream, path, layout, choose), path, recipe, requireAuxiliary);

    internal sealed override NamedMatrix ReadNumbers(
        Stream stream, string path, string? key, string? usual, MissingValues missing)
    {
        var table = Read(stream, path, new TableOptions { Missing = missing }, names =>
            [.. names.Select((_, position) => new ColumnRequest(position, ColumnUse.Numeric))]);
        var hasRow = table.Columns.Count > 1 && table.Columns[0].Name == "row";
        var values = hasRow ? [.. table.Columns.Skip(1)] : table.Columns;
        return new NamedMatrix(Origin.Side(values, table.Rows).Values, [.. values.Select(column => column.Name)],
            hasRow ? [.. table.Columns[0].Numbers!.Select(number => (int)number)]
                : table.RowNumbers[^1] == table.Rows ? null : table.RowNumbers);
    }

    internal sealed override void Write(Stream stream, WrittenContent content) =>
        Write(stream, content.Columns, content.RowNumbers);
}
