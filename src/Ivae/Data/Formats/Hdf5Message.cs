using System.Buffers.Binary;

namespace Ivae.Data;

/// <summary>
/// Whether the sizes that a message of a header says lie within the message, as the library reads them: it goes by what
/// is in attributes and not by how long they are said to be, and looks at a version when it has read all. Source: HDF5
/// file format specification 3.0, chapter IV.A.2.
/// </summary>
internal static class Hdf5Message
{
    /// <summary>Bytes of a length and of an address.</summary>
    public const int LengthBytes = 8;

    /// <summary>Where the links of a group lie that has many.</summary>
    public const int LinkInfo = 0x02;

    /// <summary>A link.</summary>
    public const int Link = 0x06;

    /// <summary>How the numbers of an array lie in the file.</summary>
    public const int ArrayLayout = 0x08;

    /// <summary>An attribute.</summary>
    public const int Attribute = 0x0C;

    /// <summary>Where a header goes on.</summary>
    public const int Continuation = 0x10;

    /// <summary>Where the attributes of an object lie that has many.</summary>
    public const int AttributeInfo = 0x15;

    private const int Shape = 0x01;
    private const int Type = 0x03;
    private const int OldFillValue = 0x04;
    private const int FillValue = 0x05;
    private const int Filters = 0x0B;

    /// <summary>Whether a message of a type may lie in another header.</summary>
    public static bool MayBeElsewhere(int type) =>
        type is Shape or Type or OldFillValue or FillValue or Filters or Attribute;

    /// <summary>Where the other header is, if it is one.</summary>
    public static long? Elsewhere(ReadOnlySpan<byte> data) => data.Length < 2 + LengthBytes ? null
        : data[0] != 1 ? Number(data[2..])
        : data.Length >= 8 + LengthBytes ? Number(data[8..])
        : null;

    /// <summary>Looks at a message.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="data">Its bytes.</param>
    /// <returns>The address of a header that it leads to, if it does.</returns>
    /// <exception cref="InvalidDataException">A size does not lie within it.</exception>
    public static long? Require(int type, ReadOnlySpan<byte> data)
    {
        switch (type)
        {
            case Attribute:
                return OfAttribute(data);
            case Link:
                return OfLink(data);
            case Type:
                OfType(data);
                return null;
            case ArrayLayout when data is [1 or 2, var rank, 0, ..]: // the numbers themselves follow the shape
                var shape = 8 + 4 * rank;
                Fits(data.Length >= shape + 4 && Size(data[shape..]) <= data.Length - shape - 4, "an array");
                return null;
            case OldFillValue:
                Fits(data.Length >= 4 && Size(data) <= data.Length - 4, "a fill value");
                return null;
            case FillValue:
                var (isThere, from) = data.Length < 2 ? (true, data.Length)
                    : data[0] == 3 ? ((data[1] & 32) != 0, 2)
                    : (data.Length < 4 || data[3] == 1, 4);
                Fits(!isThere || (data.Length >= from + 4 && Size(data[from..]) <= data.Length - from - 4),
                    "a fill value");
                return null;
            default:
                return null;
        }
    }

    /// <summary>A number of up to eight bytes.</summary>
    public static long Number(ReadOnlySpan<byte> bytes, int count = LengthBytes)
    {
        var number = 0UL;
        for (var i = count - 1; i >= 0; i--)
            number = number << 8 | bytes[i];
        return (long)number;
    }

    // Sizes of name, type and shape, these, padded to eight bytes in the first version, and the data.
    private static long? OfAttribute(ReadOnlySpan<byte> data)
    {
        Fits(data.Length > 9 && data[0] is 1 or 2 or 3, "an attribute");
        var (version, flags) = (data[0], data[0] == 1 ? 0 : data[1]);
        int Padded(int size) => version == 1 ? (size + 7) / 8 * 8 : size;
        var name = Padded(BinaryPrimitives.ReadUInt16LittleEndian(data[2..]));
        var type = BinaryPrimitives.ReadUInt16LittleEndian(data[4..]);
        var space = Padded(BinaryPrimitives.ReadUInt16LittleEndian(data[6..]));
        var from = version == 3 ? 9 : 8;
        Fits(Padded(data[from..].IndexOf((byte)0) + 1) == name, "the name of an attribute");
        from += name;
        if (flags != 0)
            return Elsewhere(data[Math.Min(from, data.Length)..]); // type or shape are in another header
        OfType(data[Math.Min(from, data.Length)..]);
        var shape = from + Padded(type);
        Fits(type >= 8 && data.Length >= shape + 4, "the type of an attribute");
        Fits((TypeLength(data[from..]) ?? type) == type, "the type of an attribute");
        double elements = BinaryPrimitives.ReadUInt32LittleEndian(data[(from + 4)..]);
        var (rank, before) = (data[shape + 1], data[shape] == 1 ? 8 : 4);
        Fits(before + LengthBytes * rank <= space && data.Length >= shape + space, "the shape of an attribute");
        for (var i = 0; i < rank; i++)
            elements *= (ulong)Number(data[(shape + before + LengthBytes * i)..]);
        Fits(elements <= data.Length, "an attribute");
        return null;
    }

    // An enumeration has as many values as names, each as long as its numbers are.
    private static void OfType(ReadOnlySpan<byte> data)
    {
        const int Enumeration = 8;
        if (data.Length < 16 || (data[0] & 15) != Enumeration)
            return;
        var names = BinaryPrimitives.ReadUInt16LittleEndian(data[1..]);
        var longest = Math.Max(Size(data[4..]), Size(data[12..])); // of the type, and of the numbers behind it
        Fits((long)names * longest <= data.Length, "the values of an enumeration");
    }

    // Bytes that a type takes, of numbers, texts, references, and texts of any length.
    private static int? TypeLength(ReadOnlySpan<byte> data) => data.Length < 8 ? null : (data[0] & 15) switch
    {
        0 or 4 => 12,
        1 => 20,
        3 => 8,
        7 when data[0] >> 4 < 4 => 8,
        9 => 8 + TypeLength(data[8..]),
        _ => null,
    };

    private static long? OfLink(ReadOnlySpan<byte> data)
    {
        Fits(data.Length > 2, "a link");
        var flags = data[1];
        var isHard = (flags & 8) == 0 || data[2] == 0;
        var from = 2 + ((flags & 8) != 0 ? 1 : 0) + ((flags & 4) != 0 ? 8 : 0) + ((flags & 16) != 0 ? 1 : 0);
        var bytes = 1 << (flags & 3);
        Fits(data.Length >= from + bytes, "a link");
        var name = Number(data[from..], bytes);
        from += bytes;
        Fits(name >= 0 && name <= data.Length - from, "the name of a link");
        from += (int)name;
        return isHard && data.Length >= from + LengthBytes ? Number(data[from..]) : null;
    }

    private static uint Size(ReadOnlySpan<byte> data) => BinaryPrimitives.ReadUInt32LittleEndian(data);

    private static void Fits(bool isSo, string what)
    {
        if (!isSo)
            throw new InvalidDataException($"{what} that goes beyond its message");
    }
}
