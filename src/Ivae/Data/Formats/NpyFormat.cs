using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Ivae.Data;

/// <summary>
/// NPY files (NumPy format versions 1 to 3): one real, integer or truth-value array, either byte order, C or Fortran
/// order.
/// </summary>
internal sealed partial class NpyFormat : ArrayFormat
{
    private const int FirstBytes = 1 << 20;

    private static readonly string[] Types = ["f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1"];

    // Of an array without numbers, names and lists would still be as long as its other dimension.
    private const int MostOfNothing = 100_000;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <inheritdoc/>
    public override string Name => "NPY";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".npy"];

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override bool HasKeys => false;

    /// <inheritdoc/>
    public override bool Recognises(ReadOnlySpan<byte> head) => head.StartsWith(Magic);

    /// <inheritdoc/>
    public override ArrayBundle Open(Stream stream, string path)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(path);
        return new ArrayBundle(path, ["x"], _ => Read(stream, path));
    }

    /// <inheritdoc/>
    public override void Write(Stream stream, IEnumerable<KeyValuePair<string, NpyArray>> arrays)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(arrays);
        Write(stream, arrays.Single().Value);
    }

    internal static void Write(Stream stream, NpyArray array)
    {
        var order = array.Type is "i1" or "u1" or "b1" ? '|' : '<';
        var letters = Math.Max(1, array.Texts?.Max(text => (int?)text.EnumerateRunes().Count()) ?? 1);
        var type = array.Texts is null ? array.Type : $"U{letters}";
        var header =
            $"{{'descr': '{order}{type}', 'fortran_order': False, 'shape': {NpyArray.Describe(array.Shape)}, }}";
        // The data starts at a multiple of 64 bytes: magic and version take 8, the length 2, the line end 1.
        header = header.PadRight((header.Length + 11 + 63) / 64 * 64 - 11) + "\n";
        stream.Write(Magic);
        stream.Write([1, 0, (byte)header.Length, (byte)(header.Length >> 8)]);
        stream.Write(Encoding.Latin1.GetBytes(header));
        stream.Write(array.Bytes);
        foreach (var text in array.Texts ?? [])
        {
            var bytes = new byte[letters * 4];
            Encoding.UTF32.GetBytes(text, bytes);
            stream.Write(bytes);
        }
    }

    internal static NpyArray Read(Stream stream, string source)
    {
        try
        {
            var (type, size, bigEndian, fortran, shape) = ReadHeader(stream, source);
            var length = shape.Aggregate((double)size, (product, dimension) => product * dimension);
            if (length > Array.MaxLength)
                throw new DataException(source, $"holds {length:0} bytes; arrays up to {Array.MaxLength} bytes can be "
                    + "read. Split it by rows, or store float32.");
            if (shape.Contains(0) && shape.Any(dimension => dimension > MostOfNothing))
                throw new DataException(source, $"has shape {NpyArray.Describe(shape)}, which holds no number; save "
                    + "an array that has rows.");
            var bytes = Bytes(stream, (int)length);
            var unit = type[0] switch { 'U' => 4, 'S' => 1, _ => size };
            if (bigEndian)
                for (var i = 0; i < bytes.Length; i += unit)
                    bytes.AsSpan(i, unit).Reverse();
            if (fortran && shape.Length > 1 && bytes.Length > 0)
                bytes = ToCOrder(bytes, size, shape);
            return type[0] is 'U' or 'S'
                ? new NpyArray(source, shape, Texts(bytes, size, type[0] == 'U' ? Encoding.UTF32 : Encoding.Latin1))
                : new NpyArray(source, type, shape, bytes);
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException)
        {
            throw new DataException(
                source, "ends before its data does or is damaged; copy or save it again.", cause: e);
        }
    }

    // A file knows its length; a part of an archive is read in blocks, so that no header asks for memory in vain.
    private static byte[] Bytes(Stream stream, int length)
    {
        if (stream.CanSeek && length > stream.Length - stream.Position)
            throw new EndOfStreamException();
        var bytes = new byte[stream.CanSeek ? length : Math.Min(length, FirstBytes)];
        var read = 0;
        do
        {
            stream.ReadExactly(bytes, read, bytes.Length - read);
            read = bytes.Length;
            Array.Resize(ref bytes, (int)Math.Min(length, 2L * read));
        }
        while (read < length);
        return bytes;
    }

    // Texts of one size, filled up with zeros.
    private static string[] Texts(byte[] bytes, int size, Encoding encoding)
    {
        var texts = new string[size == 0 ? 0 : bytes.Length / size];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = encoding.GetString(bytes, i * size, size).TrimEnd('\0');
        return texts;
    }

    private static (string Type, int Size, bool BigEndian, bool Fortran, int[] Shape) ReadHeader(Stream stream,
        string source)
    {
        var start = new byte[8];
        stream.ReadExactly(start);
        if (!start.AsSpan().StartsWith(Magic) || start[6] is 0 or > 3)
            throw new DataException(
                source, "is not an NPY file (versions 1 to 3); save it with numpy.save or numpy.savez.");
        var size = new byte[start[6] == 1 ? 2 : 4];
        stream.ReadExactly(size);
        var length = size.Length == 2
            ? BinaryPrimitives.ReadUInt16LittleEndian(size)
            : BinaryPrimitives.ReadInt32LittleEndian(size);
        if (length is < 0 or > 1 << 20)
            throw new InvalidDataException();
        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        var header = Encoding.UTF8.GetString(bytes);

        var order = OrderPattern().Match(header);
        var shape = ShapePattern().Match(header);
        var type = TypePattern().Match(header);
        if (!order.Success || !shape.Success || !header.Contains("'descr'"))
            throw new InvalidDataException();
        if (type.Success && type.Groups[2].Value.StartsWith('O'))
            throw new DataException(source, "holds pickled Python objects, which are never read because they can run "
                + "code; convert the array to numbers and save it with allow_pickle=False.");
        var bytesOfElement = Size(type.Groups[2].Value) ?? throw new DataException(source,
            $"holds elements of type {(type.Success ? type.Groups[2].Value : "record")}; real numbers (f2 f4 f8), "
                + "integers (i1 … i8, u1 … u8), truth values (b1) and texts (U, S) can be read. Convert it with "
                + "astype.");
        var dimensions =
            shape.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return (type.Groups[2].Value, bytesOfElement, type.Groups[1].Value == ">", order.Groups[1].Value == "True",
            Array.ConvertAll(dimensions,
                text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var dimension)
                    ? dimension
                    : throw new DataException(
                        source, $"has a dimension of {text}; up to {int.MaxValue} can be read.")));
    }

    // Bytes of an element; a letter of U has four.
    private static int? Size(string type)
    {
        if (Types.Contains(type))
            return type[1] - '0';
        return type.Length > 1 && type[0] is 'U' or 'S' && int.TryParse(type.AsSpan(1), out var letters)
            && letters is > 0 and < 1 << 20
            ? letters * (type[0] == 'U' ? 4 : 1)
            : null;
    }

    // Fortran order lets the first index run fastest: walks through the C order and keeps the matching Fortran offset.
    internal static byte[] ToCOrder(byte[] fortran, int size, int[] shape)
    {
        var ordered = new byte[fortran.Length];
        var strides = new long[shape.Length];
        strides[0] = size;
        for (var axis = 1; axis < shape.Length; axis++)
            strides[axis] = strides[axis - 1] * shape[axis - 1];
        var index = new int[shape.Length];
        var from = 0L;
        for (var to = 0; to < ordered.Length; to += size)
        {
            fortran.AsSpan((int)from, size).CopyTo(ordered.AsSpan(to));
            for (var axis = shape.Length - 1; axis >= 0; axis--)
            {
                from += strides[axis];
                if (++index[axis] < shape[axis])
                    break;
                from -= strides[axis] * shape[axis];
                index[axis] = 0;
            }
        }

        return ordered;
    }

    [GeneratedRegex("'descr':\\s*'([<>|=])?([A-Za-z]\\d*)")]
    private static partial Regex TypePattern();

    [GeneratedRegex("'fortran_order':\\s*(True|False)")]
    private static partial Regex OrderPattern();

    [GeneratedRegex("'shape':\\s*\\(([^)]*)\\)")]
    private static partial Regex ShapePattern();
}
