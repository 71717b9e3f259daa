using CsvHelper;
using Ivae.Numerics;

namespace Ivae.Data;

/// <summary>Writes text tables.</summary>
public static class TableWriter
{
    /// <summary>
    /// Writes a CSV file with a header; numbers are the shortest decimals that read back to the same bits.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="values">The numbers, <c>[N, D]</c>.</param>
    /// <param name="names">Names of the columns, <c>[D]</c>; quoted where needed.</param>
    /// <param name="rowNumbers">Content of a leading column "row", <c>[N]</c>, or <see langword="null"/> for
    /// none.</param>
    /// <param name="overwrite">Whether a file that is already there is replaced.</param>
    /// <exception cref="ArgumentException">There are not as many names as columns, or row numbers as rows.</exception>
    /// <exception cref="DataException">The file exists and may not be replaced, or it cannot be written.</exception>
    public static void WriteCsv(
        string path,
        Matrix values,
        IReadOnlyList<string> names,
        IReadOnlyList<int>? rowNumbers = null,
        bool overwrite = false)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(names);
        AtomicFile.Write(path, overwrite, stream => WriteCsv(stream, values, names, rowNumbers));
    }

    /// <summary>
    /// As <see cref="WriteCsv(string, Matrix, IReadOnlyList{string}, IReadOnlyList{int}?, bool)"/>, to a stream that
    /// stays open.
    /// </summary>
    /// <exception cref="ArgumentException">There are not as many names as columns, or row numbers as rows.</exception>
    public static void WriteCsv(
        Stream stream, Matrix values, IReadOnlyList<string> names, IReadOnlyList<int>? rowNumbers = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(names);
        using var csv = CsvWriter.Create(stream, Format, leaveOpen: true);
        Write(csv, values, names, rowNumbers);
    }

    /// <summary>
    /// As <see cref="WriteCsv(string, Matrix, IReadOnlyList{string}, IReadOnlyList{int}?, bool)"/>, to a writer that
    /// stays open.
    /// </summary>
    /// <exception cref="ArgumentException">There are not as many names as columns, or row numbers as rows.</exception>
    public static void WriteCsv(
        TextWriter writer, Matrix values, IReadOnlyList<string> names, IReadOnlyList<int>? rowNumbers = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(names);
        using var csv = CsvWriter.Create(writer, Format, leaveOpen: true);
        Write(csv, values, names, rowNumbers);
    }

    /// <summary>Writes columns of numbers or texts with a header, to a writer that stays open.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="columns">The columns, each <c>[N]</c>.</param>
    /// <param name="rowNumbers">
    /// Content of a leading column "row", <c>[N]</c>, or <see langword="null"/> for none.
    /// </param>
    /// <exception cref="ArgumentException">The columns do not have the same number of rows.</exception>
    public static void WriteCsv(
        TextWriter writer, IReadOnlyList<TableColumn> columns, IReadOnlyList<int>? rowNumbers = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(columns);
        using var csv = CsvWriter.Create(writer, Format, leaveOpen: true);
        Write(csv, columns, rowNumbers);
    }

    /// <summary>
    /// As <see cref="WriteCsv(TextWriter, IReadOnlyList{TableColumn}, IReadOnlyList{int}?)"/>, to a stream that stays
    /// open.
    /// </summary>
    /// <exception cref="ArgumentException">The columns do not have the same number of rows.</exception>
    public static void WriteCsv(
        Stream stream, IReadOnlyList<TableColumn> columns, IReadOnlyList<int>? rowNumbers = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(columns);
        using var csv = CsvWriter.Create(stream, Format, leaveOpen: true);
        Write(csv, columns, rowNumbers);
    }

    // A spreadsheet runs a cell that starts with =: it is written as '= in quotes, and read without the apostrophe.
    private static CsvWriterOptions Format => new()
    {
        NewLine = "\n",
        Injection = CsvInjection.Escape,
        InjectionCharacters = "=@",
    };

    private static void Write(CsvWriter csv, IReadOnlyList<TableColumn> columns, IReadOnlyList<int>? rowNumbers)
    {
        var rows = columns.Count == 0 ? rowNumbers?.Count ?? 0 : columns[0].Rows;
        if (columns.FirstOrDefault(column => column.Rows != rows) is { } odd)
            throw new ArgumentException(
                $"\"{odd.Name}\" has {odd.Rows} rows, \"{columns[0].Name}\" {rows}; they must agree.", nameof(columns));
        if (rowNumbers is not null && rowNumbers.Count != rows)
            throw new ArgumentException(
                $"{rowNumbers.Count} row numbers for {rows} rows; give one per row.", nameof(rowNumbers));
        if (rowNumbers is not null)
            csv.WriteField("row");
        foreach (var column in columns)
            csv.WriteField(column.Name);
        csv.EndRecord();
        for (var row = 0; row < rows; row++)
        {
            if (rowNumbers is not null)
                csv.WriteField(rowNumbers[row], default);
            foreach (var column in columns)
            {
                if (column.Texts is { } texts)
                    csv.WriteField(texts[row]);
                else if (column.Distances is { } distances)
                    csv.WriteField(column.Origin + distances[row], default);
                else
                    csv.WriteField(column.Numbers![row], default);
            }

            csv.EndRecord();
        }
    }

    private static void Write(CsvWriter csv, Matrix values, IReadOnlyList<string> names, IReadOnlyList<int>? rowNumbers)
    {
        if (names.Count != values.Columns)
            throw new ArgumentException(
                $"{names.Count} names for {values.Columns} columns; give one name per column.", nameof(names));
        if (rowNumbers is not null && rowNumbers.Count != values.Rows)
            throw new ArgumentException($"{rowNumbers.Count} row numbers for {values.Rows} rows; "
                + "give one number per row.", nameof(rowNumbers));
        if (rowNumbers is not null)
            csv.WriteField("row");
        foreach (var name in names)
            csv.WriteField(name);
        csv.EndRecord();
        for (var row = 0; row < values.Rows; row++)
        {
            if (rowNumbers is not null)
                csv.WriteField(rowNumbers[row], default);
            foreach (var value in values.Row(row))
                csv.WriteField(value, default);
            csv.EndRecord();
        }
    }
}
