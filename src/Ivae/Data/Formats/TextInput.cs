using System.Text;

namespace Ivae.Data;

/// <summary>The start of a text file as UTF-8, and the rest of it.</summary>
/// <param name="Head">The first records: 256 KiB at least, and more where records are longer.</param>
/// <param name="Rest">What follows.</param>
internal sealed record TextInput(byte[] Head, Stream Rest)
{
    private const int LeastHead = 256 << 10;
    private const int MostHead = 256 << 20;
    private const int LinesInHead = 8;

    /// <summary>Reads the start of a file.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="path">Its name, for messages.</param>
    /// <param name="encoding">Its encoding; by its mark, or UTF-8, where there is none.</param>
    /// <exception cref="DataException">The file is not text.</exception>
    public static TextInput Open(Stream stream, string path, string? encoding)
    {
        var start = new byte[4];
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        var (marked, mark) = Marked(start);
        var used = encoding is null ? marked : Named(encoding);
        Stream text = new ReplayStream(used?.WebName == marked?.WebName ? start[mark..] : start, stream);
        if (used is not (null or UTF8Encoding))
            text = Encoding.CreateTranscodingStream(text, used, new UTF8Encoding(false), leaveOpen: true);
        var head = ReadHead(text);
        if (head.AsSpan().Contains((byte)0))
        {
            if (Wide(head) is { } wide)
                throw new DataException(path, $"is {wide.ToUpperInvariant()} without a mark; name its encoding.")
                {
                    Remedies = [$"encoding={wide}"],
                };
            var others = FileFormat.All.Where(format => format is not CsvFormat);
            throw new DataException(path, "is not a text table; binary tables are read from files that end in "
                + $"{string.Join(" or ", others.SelectMany(format => format.Extensions))}.");
        }

        return new TextInput(head, text);
    }

    /// <summary>The text of a cell or name.</summary>
    /// <exception cref="DataException">It is not UTF-8.</exception>
    public static string Decode(string path, ReadOnlySpan<byte> cell, int line)
    {
        try
        {
            return WithoutEscape(Strict.GetString(cell));
        }
        catch (DecoderFallbackException cause)
        {
            throw new DataException(path, $"\"{Encoding.Latin1.GetString(cell)}\" is not UTF-8; save the file as "
                + "UTF-8, or name its encoding (latin-1, windows-1252, …).", line, cause: cause)
            {
                Remedies = ["encoding=latin-1"],
            };
        }
    }

    /// <summary>The text of a cell that was kept from being run as a formula when it was written.</summary>
    public static string WithoutEscape(string text) => text is ['\'', '=' or '@', ..] ? text[1..] : text;

    private static UTF8Encoding Strict { get; } = new(false, throwOnInvalidBytes: true);

    private static (Encoding? Encoding, int Mark) Marked(ReadOnlySpan<byte> start) => start switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
        [0xFF, 0xFE, 0, 0] => (Encoding.UTF32, 4),
        [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
        [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
        _ => (null, 0),
    };

    // Latin letters and digits of two bytes have a zero in each second place.
    private static string? Wide(ReadOnlySpan<byte> head)
    {
        int[] zeros = [0, 0];
        for (var i = 0; i < head.Length; i++)
            zeros[i % 2] += head[i] == 0 ? 1 : 0;
        return zeros[1] > head.Length * 0.4 && zeros[0] == 0 ? "utf-16"
            : zeros[0] > head.Length * 0.4 && zeros[1] == 0 ? "utf-16be"
            : null;
    }

    private static Encoding Named(string name)
    {
        try
        {
            var asked = name.Equals("latin-1", StringComparison.OrdinalIgnoreCase) ? "latin1" : name;
            return CodePagesEncodingProvider.Instance.GetEncoding(asked) ?? Encoding.GetEncoding(asked);
        }
        catch (ArgumentException)
        {
            throw new ArgumentException($"there is no encoding \"{name}\"; give utf-8, utf-16, latin-1, windows-1252 "
                + "or another name of a character set.", nameof(name));
        }
    }

    private static byte[] ReadHead(Stream text)
    {
        var (head, length) = (new byte[LeastHead], 0);
        while (true)
        {
            var read = text.ReadAtLeast(head.AsSpan(length), head.Length - length, throwOnEndOfStream: false);
            length += read;
            if (length < head.Length || head.Length >= MostHead || head.AsSpan().Count((byte)'\n') >= LinesInHead)
                return head[..length];
            Array.Resize(ref head, 2 * head.Length);
        }
    }
}
