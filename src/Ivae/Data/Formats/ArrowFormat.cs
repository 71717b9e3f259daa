namespace Ivae.Data;

/// <summary>Arrow, as a file (Feather of version 2) or a stream, compressed or not.</summary>
internal sealed class ArrowFormat : TableFormat
{
    /// <inheritdoc/>
    public override string Name => "Arrow";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".arrow", ".feather", ".arrows"];

    private protected override bool Seeks => true;

    /// <inheritdoc/>
    public override bool Recognises(ReadOnlySpan<byte> head) =>
        head.StartsWith(ArrowColumns.FileMagic) || head.StartsWith(StreamStart);

    // Of the first message of a stream, its schema.
    private static ReadOnlySpan<byte> StreamStart => [0xFF, 0xFF, 0xFF, 0xFF];

    /// <inheritdoc/>
    public override Table Read(Stream stream, string path, TableOptions options, ColumnChoice choose)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var file = new ArrowColumns(stream, path);
        return new ForeignTable(path, file.Names, file.Read) { Refused = file.Refused }.Select(options, choose);
    }
}
