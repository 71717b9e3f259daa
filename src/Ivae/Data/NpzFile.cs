using System.IO.Compression;
using System.Security.Cryptography;

namespace Ivae.Data;

/// <summary>An NPZ file: a ZIP of NPY arrays under keys, compressed or not.</summary>
public sealed class NpzFile : IDisposable
{
    private const string Extension = ".npy";

    private readonly string path;
    private readonly Stream stream;
    private readonly ZipArchive archive;

    private NpzFile(string path, Stream stream, ZipArchive archive)
    {
        this.path = path;
        this.stream = stream;
        this.archive = archive;
        Keys = [.. archive.Entries.Select(entry => entry.FullName).Where(name => name.EndsWith(Extension, StringComparison.Ordinal))
            .Select(name => name[..^Extension.Length])];
    }

    /// <summary>The keys of the arrays, in the order of the file.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="DataException">The file cannot be read, is cut off, or is no NPZ file.</exception>
    public static NpzFile Open(string path)
    {
        FileStream? stream = null;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return new NpzFile(path, stream, new ZipArchive(stream, ZipArchiveMode.Read));
        }
        catch (InvalidDataException e)
        {
            stream?.Dispose();
            throw new DataException(path, "is not an NPZ file, or is cut off; copy or save it again (numpy.savez).", cause: e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            stream?.Dispose();
            throw new DataException(path, $"cannot be read: {e.Message}", cause: e);
        }
    }

    /// <summary>
    /// SHA-256 of the open file, in hexadecimal digits; the directory of a ZIP is at its end, so that it has its own
    /// pass.
    /// </summary>
    internal string Sha256()
    {
        try
        {
            stream.Position = 0;
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (IOException e)
        {
            throw new DataException(path, $"cannot be read: {e.Message}", cause: e);
        }
    }

    /// <summary>Reads the array under a key.</summary>
    /// <exception cref="DataException">There is no such key, or its array cannot be read (see <see cref="Npy.Read(string)"/>).</exception>
    public NpyArray Read(string key)
    {
        var entry = archive.GetEntry(key + Extension)
            ?? throw new DataException(path, $"no array \"{key}\"{NearestName.Hint(key, Keys)} The file holds {NearestName.List(Keys)}.");
        try
        {
            using var stream = entry.Open();
            return Npy.Read(stream, $"{path}:{key}");
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new DataException(path, $"array \"{key}\" is damaged: {e.Message}", cause: e);
        }
    }

    /// <summary>Writes arrays under keys, compressed. Equal arrays give equal files: entries carry no time of day.</summary>
    /// <exception cref="DataException">The file exists and <paramref name="overwrite"/> is false, or it cannot be written.</exception>
    public static void Write(string path, IEnumerable<KeyValuePair<string, NpyArray>> arrays, bool overwrite = false) =>
        AtomicFile.Write(path, overwrite, stream =>
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
            foreach (var (key, array) in arrays)
            {
                var entry = archive.CreateEntry(key + Extension, CompressionLevel.Fastest);
                entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var content = entry.Open();
                Npy.Write(content, array);
            }
        });

    /// <inheritdoc/>
    public void Dispose() => archive.Dispose();
}
