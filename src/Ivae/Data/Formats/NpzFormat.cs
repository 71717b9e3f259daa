using System.IO.Compression;

namespace Ivae.Data;

/// <summary>NPZ files: a ZIP of NPY arrays under keys, compressed or not.</summary>
internal sealed class NpzFormat : ArrayFormat
{
    private const string EntryEnding = ".npy";

    /// <inheritdoc/>
    public override string Name => "NPZ";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".npz"];

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <summary>The directory of a ZIP is at its end.</summary>
    private protected override bool Seeks => true;

    /// <inheritdoc/>
    public override bool Recognises(ReadOnlySpan<byte> head) => head.StartsWith("PK\u0003\u0004"u8);

    /// <inheritdoc/>
    public override ArrayBundle Open(Stream stream, string path)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            var keys = archive.Entries.Select(entry => entry.FullName)
                .Where(name => name.EndsWith(EntryEnding, StringComparison.Ordinal))
                .Select(name => name[..^EntryEnding.Length]).ToArray();
            if (keys.Length == 0 && archive.Entries.Any(entry => entry.FullName is "[Content_Types].xml" or "mimetype"))
                throw new DataException(path, "is a workbook of a spreadsheet program; save its sheet as CSV.");
            return new ArrayBundle(path, keys, key => Read(archive, path, key));
        }
        catch (InvalidDataException e)
        {
            throw new DataException(
                path, "is not an NPZ file, or is cut off; copy or save it again (numpy.savez).", cause: e);
        }
    }

    /// <summary>
    /// Writes arrays under keys, compressed. Equal arrays give equal files: entries carry no time of day.
    /// </summary>
    public override void Write(Stream stream, IEnumerable<KeyValuePair<string, NpyArray>> arrays)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(arrays);
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (key, array) in arrays)
        {
            var entry = archive.CreateEntry(key + EntryEnding, CompressionLevel.Fastest);
            entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
            using var content = entry.Open();
            NpyFormat.Write(content, array);
        }
    }

    private static NpyArray Read(ZipArchive archive, string path, string key)
    {
        try
        {
            using var stream = archive.GetEntry(key + EntryEnding)!.Open();
            return NpyFormat.Read(stream, $"{path}:{key}");
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new DataException(path, $"array \"{key}\" is damaged: {e.Message}", cause: e);
        }
    }
}
