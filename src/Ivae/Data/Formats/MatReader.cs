using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Ivae.Data;

/// <summary>
/// Reads MATLAB 5 files (versions 5 to 7, compressed or not). Every length is checked against the bytes that are
/// there. Source: MAT-File Format, The MathWorks.
/// </summary>
internal sealed class MatReader(string path, bool isBigEndian)
{
    private const int HeaderBytes = 128;
    private const int MaxDepth = 64;
    private const int Matrix = 14;
    private const int Compressed = 15;
    private const int ComplexFlag = 0x800;

    // By the codes of elements that hold numbers (miINT8 …).
    private static readonly string?[] Types =
        [null, "i1", "u1", "i2", "u2", "i4", "u4", "f4", null, "f8", null, null, "i8", "u8"];

    /// <summary>Whether a file starts as MATLAB 5 files do; those of 7.3 have another version.</summary>
    public static bool Recognises(ReadOnlySpan<byte> head) => head.Length >= HeaderBytes
        && head.StartsWith("MATLAB "u8)
        && (head[124..128] is [0, 1, (byte)'I', (byte)'M'] or [1, 0, (byte)'M', (byte)'I']);

    /// <summary>The variables of a file.</summary>
    /// <exception cref="DataException">It is not a MATLAB 5 file, or is damaged.</exception>
    public static List<KeyValuePair<string, MatValue>> Read(Stream stream, string path)
    {
        var head = new byte[HeaderBytes];
        if (stream.ReadAtLeast(head, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes || !Recognises(head))
            throw new DataException(path, "is not a MATLAB file of version 5 to 7.3; save it with save -v7.");
        var reader = new MatReader(path, head[126] == 'M');
        var variables = new List<KeyValuePair<string, MatValue>>();
        var tag = new byte[8];
        while (stream.Position < stream.Length)
        {
            if (stream.Length - stream.Position < tag.Length)
                throw reader.Damaged(stream.Position, "ends within a variable");
            stream.ReadExactly(tag);
            var (type, size) = (reader.Integer(tag), (uint)reader.Integer(tag.AsSpan(4)));
            if (size > stream.Length - stream.Position || size > Array.MaxLength)
                throw reader.Damaged(stream.Position,
                    $"says that a variable has {size} bytes, and {stream.Length - stream.Position} are left");
            var content = new byte[size];
            stream.ReadExactly(content);
            if (reader.Variable(type, content) is { } variable)
                variables.Add(variable);
        }

        return variables;
    }

    private KeyValuePair<string, MatValue>? Variable(int type, byte[] content)
    {
        ReadOnlyMemory<byte> matrix = content;
        if (type == Compressed)
        {
            ReadOnlyMemory<byte> inflated = Inflated(content);
            (type, matrix) = Next(ref inflated, "compressed variable");
        }

        if (type != Matrix)
            throw new DataException(path, $"has an element of type {type} where a variable (14) must be; "
                + "the file is damaged, save it again.");
        var (name, value) = Value(matrix, 0);
        return name.Length == 0 ? null : KeyValuePair.Create(name, value);
    }

    private byte[] Inflated(byte[] content)
    {
        try
        {
            using var inflating = new ZLibStream(new MemoryStream(content), CompressionMode.Decompress);
            using var all = new MemoryStream();
            inflating.CopyTo(all);
            return all.ToArray();
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new DataException(path, "has a compressed variable that is damaged; save it again.", cause: e);
        }
    }

    private (string Name, MatValue Value) Value(ReadOnlyMemory<byte> rest, int depth)
    {
        if (rest.Length == 0)
            return ("", new MatValue([0, 0]) { Type = "f8" });
        if (depth > MaxDepth)
            throw new DataException(path, $"has values within values, more than {MaxDepth} deep; save them flat.");
        var flags = Integers(ref rest, "array flags");
        var shape = Integers(ref rest, "dimensions");
        var name = Encoding.UTF8.GetString(Next(ref rest, "name").Bytes.Span).TrimEnd('\0');
        if (flags.Length < 1 || shape.Length < 1 || Array.Exists(shape, length => length < 0))
            throw new DataException(path, $"\"{name}\" has no dimensions, or negative ones; save it again.");
        var (kind, value) = (flags[0] & 0xFF, new MatValue(shape));
        value = kind switch
        {
            _ when (flags[0] & ComplexFlag) != 0 =>
                value with { Refusal = "holds complex numbers; save real and imag." },
            1 => value with { Cells = Elements(ref rest, name, value.Count, depth) },
            2 => value with { Fields = Fields(ref rest, name, value.Count, depth) },
            4 => Chars(ref rest, name, value),
            5 => value with { Refusal = "is sparse; save it with full." },
            >= 6 and <= 15 => Numbers(ref rest, name, value),
            _ => value with
            {
                Refusal = "is an object (table, string, categorical, function); save numbers, or a cell array of "
                    + "texts.",
            },
        };
        return (name, value);
    }

    private MatValue Numbers(ref ReadOnlyMemory<byte> rest, string name, MatValue value)
    {
        var (type, bytes) = Next(ref rest, name);
        if (type < 0 || type >= Types.Length || Types[type] is not { } stored)
            throw new DataException(path, $"\"{name}\" has elements of type {type}, which hold no numbers; save it "
                + "again.");
        RequireCount(name, value, bytes.Length, stored[1] - '0');
        return value with { Type = stored, Bytes = LittleEndian(bytes, stored[1] - '0') };
    }

    private MatValue Chars(ref ReadOnlyMemory<byte> rest, string name, MatValue value)
    {
        if (value.Count == 0)
            return value with { Texts = [.. Enumerable.Repeat("", value.Shape[0] > 0 ? 1 : 0)] };
        var (type, bytes) = Next(ref rest, name);
        var letters = type switch
        {
            1 or 2 or 16 => Encoding.UTF8.GetString(bytes.Span),
            3 or 4 or 17 => Encoding.Unicode.GetString(LittleEndian(bytes, 2).Span),
            18 => Encoding.UTF32.GetString(LittleEndian(bytes, 4).Span),
            _ => throw new DataException(path, $"\"{name}\" has letters of type {type}; save it again."),
        };
        var rows = value.Shape[0];
        if (letters.Length < value.Count && rows > 1)
            RequireCount(name, value, letters.Length, 1);
        var columns = letters.Length / rows;
        return value with
        {
            Texts = [.. Enumerable.Range(0, rows).Select(row =>
                string.Create(columns, (letters, row, rows), Row).TrimEnd())],
        };

        static void Row(Span<char> text, (string Letters, int Row, int Rows) from)
        {
            for (var j = 0; j < text.Length; j++)
                text[j] = from.Letters[j * from.Rows + from.Row];
        }
    }

    private MatValue[] Elements(ref ReadOnlyMemory<byte> rest, string name, long count, int depth)
    {
        if (count > rest.Length / 8)
            throw new DataException(path, $"\"{name}\" says that it has {count} elements, and {rest.Length} bytes are "
                + "left; the file is damaged, save it again.");
        var values = new MatValue[count];
        for (var i = 0; i < values.Length; i++)
            values[i] = Value(Next(ref rest, name).Bytes, depth + 1).Value;
        return values;
    }

    private Dictionary<string, MatValue[]> Fields(ref ReadOnlyMemory<byte> rest, string name, long count, int depth)
    {
        var length = Integers(ref rest, name).FirstOrDefault();
        var names = Next(ref rest, name).Bytes;
        if (length < 1 || names.Length % length != 0)
            throw new DataException(path, $"\"{name}\" has names of fields of {length} bytes in {names.Length}; "
                + "the file is damaged, save it again.");
        string[] fields = [.. Enumerable.Range(0, names.Length / length).Select(i =>
            Encoding.UTF8.GetString(names.Slice(i * length, length).Span).Split('\0')[0])];
        var all = fields.Length > 0 && count > rest.Length ? long.MaxValue : count * fields.Length;
        var values = Elements(ref rest, name, all, depth);
        var found = new Dictionary<string, MatValue[]>();
        for (var field = 0; field < fields.Length; field++)
            found[fields[field]] = [.. Enumerable.Range(0, (int)count).Select(i => values[i * fields.Length + field])];
        return found;
    }

    private int[] Integers(ref ReadOnlyMemory<byte> rest, string what)
    {
        var bytes = Next(ref rest, what).Bytes;
        var numbers = new int[bytes.Length / 4];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = Integer(bytes.Span[(i * 4)..]);
        return numbers;
    }

    // An element of up to four bytes has its length in the upper half of its type.
    private (int Type, ReadOnlyMemory<byte> Bytes) Next(ref ReadOnlyMemory<byte> rest, string what)
    {
        if (rest.Length < 8)
            throw new DataException(path, $"\"{what}\" ends early; the file is damaged, save it again.");
        var (type, size, start) = (Integer(rest.Span), (uint)Integer(rest.Span[4..]), 8);
        if (type >>> 16 != 0)
            (type, size, start) = (type & 0xFFFF, (uint)type >> 16, 4);
        if (size > rest.Length - start || (start == 4 && size > 4))
            throw new DataException(path, $"\"{what}\" says that it has {size} bytes, and {rest.Length - start} are "
                + "left; the file is damaged, save it again.");
        var bytes = rest.Slice(start, (int)size);
        // Elements start at multiples of eight bytes.
        rest = rest[Math.Min(rest.Length, start == 4 ? 8 : (int)Math.Min(int.MaxValue, 8 + (size + 7L) / 8 * 8))..];
        return (type, bytes);
    }

    private void RequireCount(string name, MatValue value, long length, int size)
    {
        if (length % size != 0 || length / size != value.Count)
            throw new DataException(path, $"\"{name}\" has {length} bytes where {string.Join("×", value.Shape)} "
                + $"elements of {size} are needed; the file is damaged, save it again.");
    }

    private ReadOnlyMemory<byte> LittleEndian(ReadOnlyMemory<byte> bytes, int size)
    {
        if (!isBigEndian || size == 1)
            return bytes;
        var turned = bytes.ToArray();
        for (var i = 0; i + size <= turned.Length; i += size)
            turned.AsSpan(i, size).Reverse();
        return turned;
    }

    private int Integer(ReadOnlySpan<byte> bytes) => isBigEndian
        ? BinaryPrimitives.ReadInt32BigEndian(bytes)
        : BinaryPrimitives.ReadInt32LittleEndian(bytes);

    private DataException Damaged(long at, string problem) =>
        new(path, $"{problem} (byte {at}); the file is damaged, copy or save it again.");
}
