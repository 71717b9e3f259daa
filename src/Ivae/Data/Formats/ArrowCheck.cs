using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace Ivae.Data;

/// <summary>
/// Whether what an array says of itself lies within its buffers. The library reads texts by their offsets without
/// looking, and a damaged file would end the process.
/// </summary>
internal static class ArrowCheck
{
    private const int ViewBytes = 16;
    private const int InView = 12; // bytes of a text that a view holds itself

    /// <param name="array">The array.</param>
    /// <param name="most">Rows that no array has more of.</param>
    /// <exception cref="InvalidDataException">A length or an offset does not.</exception>
    public static void Require(IArrowArray array, long most)
    {
        var data = array.Data;
        var (rows, buffers) = ((long)data.Offset + data.Length, data.Buffers);
        Require(data.Offset >= 0 && data.Length >= 0 && rows <= most, "number of rows");
        if (array is NullArray)
            return;
        Require(buffers.Length > 1 && (buffers[0].Length == 0 || buffers[0].Length * 8L >= rows), "validity");
        switch (array)
        {
            case DictionaryArray words:
                Require(buffers[1].Length > 0 || rows == 0, "codes");
                Require(words.Indices, most);
                Require(words.Dictionary, most);
                break;
            case StringArray:
                Offsets<int>(buffers, rows, offset => offset);
                break;
            case LargeStringArray:
                Offsets<long>(buffers, rows, offset => offset);
                break;
            case StringViewArray:
                Views(buffers, rows);
                break;
            default:
                if (data.DataType is FixedWidthType type)
                    Require(buffers[1].Length * 8L >= rows * type.BitWidth, "values");
                break;
        }
    }

    private static void Offsets<T>(ArrowBuffer[] buffers, long rows, Func<T, long> value)
        where T : unmanaged
    {
        if (rows == 0)
            return;
        var offsets = MemoryMarshal.Cast<byte, T>(buffers[1].Span);
        Require(buffers.Length > 2 && offsets.Length > rows, "offsets of texts");
        var last = 0L;
        for (var i = 0; i <= rows; i++)
        {
            Require(value(offsets[i]) >= last, "offsets of texts");
            last = value(offsets[i]);
        }

        Require(last <= buffers[2].Length, "offsets of texts");
    }

    // Of a view: the length, then the text itself, or its first letters, the buffer and the place in it.
    private static void Views(ArrowBuffer[] buffers, long rows)
    {
        Require(buffers[1].Length >= rows * ViewBytes, "views of texts");
        var views = MemoryMarshal.Cast<byte, int>(buffers[1].Span);
        for (var i = 0; i < rows; i++)
        {
            var (length, buffer, start) = (views[i * 4], views[i * 4 + 2], views[i * 4 + 3]);
            Require(length >= 0 && (length <= InView || (buffer >= 0 && buffer + 2 < buffers.Length && start >= 0
                && (long)start + length <= buffers[buffer + 2].Length)), "views of texts");
        }
    }

    private static void Require(bool isSo, string what)
    {
        if (!isSo)
            throw new InvalidDataException($"the {what} do not fit into the buffers of a column");
    }
}
