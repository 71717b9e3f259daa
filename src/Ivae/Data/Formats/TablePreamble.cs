using System.Text;

namespace Ivae.Data;

/// <summary>
/// Lines before a table: comments that start with # or %, and the line in which a spreadsheet names its separator.
/// </summary>
/// <param name="Comments">Number of comment lines that are left out.</param>
/// <param name="Delimiter">What the separator line says.</param>
/// <param name="Names">Where the last comment is, whose cells may be the names: from its text to its end.</param>
/// <param name="Start">Where the table starts.</param>
internal sealed record TablePreamble(int Comments, char? Delimiter, Range? Names, int Start)
{
    /// <summary>Finds the lines before a table.</summary>
    /// <param name="head">The start of the file.</param>
    public static TablePreamble Find(ReadOnlySpan<byte> head)
    {
        var (at, comments) = (0, 0);
        char? delimiter = null;
        Range? names = null;
        while (at < head.Length)
        {
            var length = head[at..].IndexOfAny((byte)'\n', (byte)'\r');
            var end = length < 0 ? head.Length : at + length;
            var line = head[at..end].Trim(" \t"u8);
            if (at == 0 && line.Length == 5 && Ascii.EqualsIgnoreCase(line[..4], "sep="u8))
                delimiter = (char)line[4];
            else if (IsComment(line))
            {
                comments++;
                var text = head[at..end].IndexOfAnyExcept("#% \t"u8);
                names = text >= 0 ? (at + text)..end : null;
            }
            else if (!line.IsEmpty)
                break;
            at = Math.Min(head.Length, end + 1);
        }

        return new TablePreamble(comments, delimiter, names, at);
    }

    /// <summary>Whether a line says nothing of the table.</summary>
    public static bool IsComment(ReadOnlySpan<byte> line) => line is [(byte)'#' or (byte)'%', ..];

    /// <summary>Makes the first lines blank up to a place; their ends stay, so that lines keep their numbers.</summary>
    public static void Clear(byte[] head, int end)
    {
        foreach (ref var letter in head.AsSpan(0, end))
            if (letter is not ((byte)'\n' or (byte)'\r'))
                letter = (byte)' ';
    }
}
