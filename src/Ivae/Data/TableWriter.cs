using CsvHelper;
using Ivae.Numerics;

namespace Ivae.Data;

/// <summary>Writes text tables.</summary>
public static class TableWriter
{
    /// <summary>Writes a CSV file with a header; numbers are the shortest decimals that read back to the same bits.</summary>
    /// <param name="path">The file.</param>
    /// <param name="values">The numbers, <c>[N, D]</c>.</param>
    /// <param name="names">Names of the columns, <c>[D]</c>; quoted where needed.</param>
    /// <param name="rowNumbers">Content of a leading column "row", <c>[N]</c>, or <see langword="null"/> for none.</param>
    /// <param name="overwrite">Whether a file that is already there is replaced.</param>
    /// <exception cref="ArgumentException">There are not as many names as columns, or row numbers as rows.</exception>
    /// <exception cref="DataException">The file exists and may not be replaced, or it cannot be written.</exception>
    public static void WriteCsv(string path, Matrix values, IReadOnlyList<string> names, IReadOnlyList<int>? rowNumbers = null, bool overwrite = false) =>
        AtomicFile.Write(path, overwrite, stream => WriteCsv(stream, values, names, rowNumbers));

    /// <summary>As <see cref="WriteCsv(string, Matrix, IReadOnlyList{string}, IReadOnlyList{int}?, bool)"/>, to a stream that stays open.</summary>
    /// <exception cref="ArgumentException">There are not as many names as columns, or row numbers as rows.</exception>
    public static void WriteCsv(Stream stream, Matrix values, IReadOnlyList<string> names, IReadOnlyList<int>? rowNumbers = null)
    {
        if (names.Count != values.Columns)
            throw new ArgumentException($"{names.Count} names for {values.Columns} columns; give one name a column.", nameof(names));
        if (rowNumbers is not null && rowNumbers.Count != values.Rows)
            throw new ArgumentException($"{rowNumbers.Count} row numbers for {values.Rows} rows; give one number a row.", nameof(rowNumbers));
        using var writer = CsvWriter.Create(stream, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        if (rowNumbers is not null)
            writer.WriteField("row");
        foreach (var name in names)
            writer.WriteField(name);
        writer.EndRecord();
        for (var row = 0; row < values.Rows; row++)
        {
            if (rowNumbers is not null)
                writer.WriteField(rowNumbers[row], default);
            foreach (var value in values.Row(row))
                writer.WriteField(value, default);
            writer.EndRecord();
        }
    }
}
