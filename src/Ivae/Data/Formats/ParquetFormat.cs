using Parquet;
using Parquet.Schema;

namespace Ivae.Data;

/// <summary>Parquet: columns of numbers, texts, truth values and times, compressed in any of its ways.</summary>
internal sealed class ParquetFormat : TableFormat
{
    /// <inheritdoc/>
    public override string Name => "Parquet";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".parquet"];

    /// <inheritdoc/>
    public override bool CanWrite => true;

    private protected override bool Seeks => true;

    /// <inheritdoc/>
    public override bool Recognises(ReadOnlySpan<byte> head) => head.StartsWith("PAR1"u8);

    /// <inheritdoc/>
    public override Table Read(Stream stream, string path, TableOptions options, ColumnChoice choose)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var file = new ParquetColumns(stream, path);
        return new ForeignTable(path, file.Names, file.Read) { Refused = file.Refused }.Select(options, choose);
    }

    /// <inheritdoc/>
    public override void Write(
        Stream stream, IReadOnlyList<TableColumn> columns, IReadOnlyList<int>? rowNumbers = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(columns);
        WriteAsync(stream, columns, rowNumbers).GetAwaiter().GetResult();
    }

    private static async Task WriteAsync(
        Stream stream, IReadOnlyList<TableColumn> columns, IReadOnlyList<int>? rowNumbers)
    {
        List<DataField> fields = [.. columns.Select(column =>
            new DataField(column.Name, column.Texts is null ? typeof(float) : typeof(string), isNullable: false))];
        if (rowNumbers is not null)
            fields.Insert(0, new DataField("row", typeof(int), isNullable: false));
        // Without the library's default name the file would depend on its version alone; nothing here knows the time.
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), stream);
        using var group = writer.CreateRowGroup();
        var next = 0;
        if (rowNumbers is not null)
            await group.WriteAsync<int>(fields[next++], rowNumbers.ToArray());
        foreach (var column in columns)
        {
            if (column.Texts is { } texts)
                await group.WriteAsync(fields[next++], texts);
            else
                await group.WriteAsync<float>(fields[next++], column.Numbers!);
        }
    }
}
