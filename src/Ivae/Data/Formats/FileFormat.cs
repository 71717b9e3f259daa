using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Ivae.Data;

/// <summary>
/// A format of files of numbers: how it is recognised, read, written and summarised. A format derives from
/// <see cref="TableFormat"/> (named columns) or <see cref="ArrayFormat"/> (named arrays) and is one row of
/// <see cref="All"/>.
/// </summary>
public abstract class FileFormat
{
    private const int HeadBytes = 4096;

    private static readonly CsvFormat Fallback = new();
    private static ImmutableArray<FileFormat> registered = [Fallback, new NpyFormat(), new NpzFormat(),
        new EdfFormat(), new BrainVisionFormat(),
        new EeglabFormat(), new MatFormat(), new Hdf5Format(),
        new ParquetFormat(), new ArrowFormat()];

    private protected FileFormat()
    {
    }

    /// <summary>All formats: those of the library, then those of <see cref="Register"/>.</summary>
    public static IReadOnlyList<FileFormat> All => registered;

    /// <summary>Name for messages: "CSV".</summary>
    public abstract string Name { get; }

    /// <summary>Endings of its files, in lower case with the point; it is written with the first.</summary>
    public abstract IReadOnlyList<string> Extensions { get; }

    /// <summary>Whether files can be written too.</summary>
    public virtual bool CanWrite => false;

    /// <summary>Adds a format from outside the library; from then on every reader and writer knows it.</summary>
    /// <exception cref="ArgumentException">It has no ending, or another format has one of them already.</exception>
    public static void Register(FileFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        if (format.Extensions.Count == 0 || !format.Extensions.All(IsEnding))
            throw new ArgumentException($"{format.Name} has the endings {NearestName.List(format.Extensions)}; "
                + "give at least one, in lower case with the point.", nameof(format));
        ImmutableInterlocked.Update(ref registered, all =>
        {
            foreach (var other in all)
                if (other.Extensions.Intersect(format.Extensions).FirstOrDefault() is { } taken)
                    throw new ArgumentException(
                        $"{other.Name} has the ending {taken} already; give {format.Name} another.", nameof(format));
            return all.Add(format);
        });

        static bool IsEnding(string ending) => ending.StartsWith('.') && ending == ending.ToLowerInvariant();
    }

    /// <summary>Whether a file with another ending, or a pipe, is of this format by its first bytes.</summary>
    /// <param name="head">Up to 4096 bytes from the start of the file.</param>
    public virtual bool Recognises(ReadOnlySpan<byte> head) => false;

    /// <summary>What is in a file; rows that lack a value are left out.</summary>
    /// <param name="stream">The file from its start; a pipe cannot seek.</param>
    /// <param name="path">Its name, for messages.</param>
    /// <exception cref="DataException">The file cannot be read; the message says where and why.</exception>
    internal abstract FileSummary Describe(Stream stream, string path);

    /// <summary>What is in a file of any format; rows that lack a value are left out.</summary>
    /// <exception cref="DataException">The file cannot be read; the message says where and why.</exception>
    internal static FileSummary Describe(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Open(path, (format, stream) => format.Describe(stream, path));
    }

    /// <summary>The format of an ending; none for a text table with an ending of its own.</summary>
    internal static FileFormat? OfEnding(string path) => All.FirstOrDefault(format =>
        format.Extensions.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)));

    /// <summary>
    /// Whether it reads here and there in a file, so that what it reads cannot be hashed on the way.
    /// </summary>
    private protected virtual bool Seeks => false;

    /// <summary>
    /// Opens a file in the format of its ending, else in that of its first bytes, else as a text table.
    /// </summary>
    /// <exception cref="DataException">The file cannot be read.</exception>
    internal static T Open<T>(string path, Func<FileFormat, Stream, T> read) =>
        Open(path, file => Read(path, file, read));

    /// <summary>The same with the SHA-256 of the file in hexadecimal digits; a pipe is read once.</summary>
    /// <exception cref="DataException">The file cannot be read.</exception>
    internal static (T Content, string Sha256) OpenHashed<T>(string path, Func<FileFormat, Stream, T> read) =>
        Open(path, file =>
        {
            if (file.CanSeek && OfEnding(path) is { Seeks: true })
            {
                var content = Read(path, file, read);
                file.Position = 0;
                return (content, Convert.ToHexStringLower(SHA256.HashData(file)));
            }

            using var hashing = new HashingStream(file);
            return (Read(path, hashing, read), hashing.Sha256());
        });

    private static T Open<T>(string path, Func<FileStream, T> read)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return read(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new DataException(path, $"cannot be read: {e.Message}", cause: e);
        }
    }

    private static T Read<T>(string path, Stream file, Func<FileFormat, Stream, T> read)
    {
        var (name, stream) = Unpacked.Of(path, file);
        if (OfEnding(name) is not { } format)
        {
            (var head, stream) = Head(stream);
            format = All.FirstOrDefault(known => known.Recognises(head)) ?? Fallback;
        }

        return read(format, format.Seeks && !stream.CanSeek ? Buffered(stream) : stream);
    }

    /// <summary>The first bytes of a stream, and the stream from its start.</summary>
    internal static (byte[] Head, Stream Stream) Head(Stream stream)
    {
        var head = new byte[HeadBytes];
        head = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        if (!stream.CanSeek)
            return (head, new ReplayStream(head, stream));
        stream.Position -= head.Length;
        return (head, stream);
    }

    private static MemoryStream Buffered(Stream stream)
    {
        var all = new MemoryStream();
        stream.CopyTo(all);
        all.Position = 0;
        return all;
    }

    /// <summary>Takes x, u and s out of a file.</summary>
    internal abstract FileContent Read(Stream stream, string path, DatasetOptions options);

    /// <summary>Takes x and u out of a file as a recipe says.</summary>
    internal abstract FileContent Read(Stream stream, string path, AuxiliaryRecipe recipe, bool requireAuxiliary);

    /// <summary>All numbers of a file, or of the array under a key, or under the usual one if it is there.</summary>
    internal abstract NamedMatrix ReadNumbers(
        Stream stream, string path, string? key, string? usual, MissingValues missing);

    /// <summary>Writes results as the kind of format takes them.</summary>
    internal abstract void Write(Stream stream, WrittenContent content);
}
