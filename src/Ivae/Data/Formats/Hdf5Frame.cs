using System.Buffers.Binary;

namespace Ivae.Data;

/// <summary>
/// Whether the sizes that an HDF5 file says of its attributes, fill values and texts lie within it, looked at before
/// the library asks for as much memory as they say. Only what no file can have is refused: a part that is larger than
/// the whole, or a header that goes on in itself. Source: HDF5 file format specification 3.0.
/// </summary>
internal sealed class Hdf5Frame
{
    private const int Block = 1 << 20;
    private const int LengthBytes = 8; // of lengths and of addresses; files with others are left to the library
    private const int MostParts = 1000;
    private const int AttributeType = 0x0C;
    private const int FillValueType = 0x05;
    private const int OldFillValueType = 0x04;
    private const int ContinuationType = 0x10;

    private readonly Stream stream;
    private readonly HashSet<long> seen = [];
    private readonly long start;

    private Hdf5Frame(Stream stream, long start) => (this.stream, this.start) = (stream, start);

    /// <summary>Looks at a file.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="superblock">Where its first structure is, after a block of the user's.</param>
    /// <exception cref="InvalidDataException">A part says that it is larger than the file.</exception>
    public static void Require(Stream stream, long superblock)
    {
        var head = new byte[96];
        stream.Position = superblock;
        head = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        var isFirst = head.Length == 96 && head[8] < 2;
        if (head.Length < 48 || head[isFirst ? 13 : 9] != LengthBytes || head[isFirst ? 14 : 10] != LengthBytes)
            return;
        var frame = new Hdf5Frame(stream, Number(head.AsSpan(isFirst ? 24 + 4 * head[8] : 12)));
        frame.Header(frame.start + Number(head.AsSpan(isFirst ? 64 + 4 * head[8] : 36)));
        frame.Scan();
    }

    // Nodes of groups, headers and heaps of texts have marks: all that there are, whatever leads to them.
    private void Scan()
    {
        var (block, at) = (new byte[(int)Math.Min(Block, Math.Max(stream.Length, 4))], 0L);
        while (at < stream.Length)
        {
            var bytes = At(at, block);
            for (var from = 0; bytes[from..].IndexOfAny("SOGH"u8) is >= 0 and var next;)
            {
                from += next;
                var found = bytes[from..];
                if (found.StartsWith("SNOD\x01"u8))
                    Node(at + from);
                else if (found.StartsWith("OHDR\x02"u8))
                    Header(at + from);
                else if (found.StartsWith("GCOL"u8) && IsHeap(found, 1))
                    Texts(at + from);
                else if (found.StartsWith("HEAP"u8) && IsHeap(found, 0))
                    Names(at + from);
                from++;
            }

            // What lies across the end of a block is whole in the next.
            at += Math.Max(1, bytes.Length == block.Length ? bytes.Length - 7 : bytes.Length);
        }
    }

    // Its version and three zeros, of which one may be damaged: four letters alone are met by chance.
    private static bool IsHeap(ReadOnlySpan<byte> found, int version) => found.Length >= 8
        && (found[4] == version ? 0 : 1) + found[5..8].Length - found[5..8].Count((byte)0) <= 1;

    private void Node(long at)
    {
        var head = At(at, new byte[8]);
        if (head.Length < 8)
            return;
        var entries = At(at + 8, new byte[40 * BinaryPrimitives.ReadUInt16LittleEndian(head[6..])]);
        for (; entries.Length >= 40; entries = entries[40..])
            Header(start + Number(entries[8..]));
    }

    private void Names(long at)
    {
        var size = At(at + 8, new byte[LengthBytes]);
        if (size.Length == LengthBytes)
            Size(Number(size), "a heap of names");
    }

    private void Texts(long at)
    {
        var head = At(at, new byte[16]);
        if (head.Length < 16)
            return;
        var end = at + Size(Number(head[8..]), "a heap of texts");
        for (at += 16; at + 16 < end;)
        {
            var one = At(at, new byte[16]);
            if (one.Length < 16 || BinaryPrimitives.ReadUInt16LittleEndian(one) == 0)
                return;
            var size = Size(Number(one[8..]), "a text");
            at += 16 + (size + 7) / 8 * 8;
            if (at > end)
                throw new InvalidDataException($"a text of {size} bytes that goes beyond its heap");
        }
    }

    private void Header(long at)
    {
        if (!seen.Add(at))
            return;
        var head = At(at, new byte[64]);
        if (head.Length >= 16 && head[0] == 1)
            Messages(at + 16, BinaryPrimitives.ReadUInt32LittleEndian(head[8..]), prefix: 8, []);
        else if (head.Length >= 40 && head.StartsWith("OHDR"u8))
        {
            var flags = head[5];
            var from = 6 + ((flags & 32) != 0 ? 16 : 0) + ((flags & 16) != 0 ? 4 : 0);
            var size = 0L;
            for (var digit = (1 << (flags & 3)) - 1; digit >= 0; digit--)
                size = size << 8 | head[from + digit];
            Messages(at + from + (1 << (flags & 3)), size, (flags & 4) != 0 ? 6 : 4, []);
        }
    }

    // Messages of a header; in its first version their type has two bytes, and they have eight before them.
    private void Messages(long at, long size, int prefix, HashSet<long> parts)
    {
        if (!parts.Add(at) || parts.Count > MostParts)
            throw new InvalidDataException("a header that goes on without end");
        var end = at + Size(size, "a header");
        while (at + prefix <= end)
        {
            var head = At(at, new byte[prefix]);
            if (head.Length < prefix)
                return;
            var length = BinaryPrimitives.ReadUInt16LittleEndian(head[(prefix == 8 ? 2 : 1)..]);
            var isShared = (head[prefix == 8 ? 4 : 3] & 2) != 0;
            var data = At(at + prefix, new byte[length]);
            if (!isShared)
                Message(head[0], data, prefix, parts);
            at += prefix + length;
        }
    }

    private void Message(int type, ReadOnlySpan<byte> data, int prefix, HashSet<long> parts)
    {
        if (type == AttributeType && data.Length > 8)
            Attribute(data);
        else if (type == OldFillValueType && data.Length >= 4)
            Size(BinaryPrimitives.ReadUInt32LittleEndian(data), "a fill value");
        else if (type == FillValueType && data.Length >= 8 && (data[0] < 3 ? data[3] == 1 : (data[1] & 32) != 0))
            Size(BinaryPrimitives.ReadUInt32LittleEndian(data[(data[0] < 3 ? 4 : 2)..]), "a fill value");
        else if (type == ContinuationType && data.Length >= 16)
        {
            // In the second version with a mark before and a checksum after.
            var (from, size) = (start + Number(data), Number(data[8..]));
            Messages(prefix == 8 ? from : from + 4, prefix == 8 ? size : Math.Max(0, size - 8), prefix, parts);
        }
    }

    // An attribute: sizes of name, type and shape, these, padded to eight bytes in the first version, and its data.
    private void Attribute(ReadOnlySpan<byte> data)
    {
        var (version, flags) = (data[0], data[0] == 1 ? 0 : data[1]);
        int Padded(int size) => version == 1 ? (size + 7) / 8 * 8 : size;
        var name = BinaryPrimitives.ReadUInt16LittleEndian(data[2..]);
        var type = BinaryPrimitives.ReadUInt16LittleEndian(data[4..]);
        var from = (version == 3 ? 9 : 8) + Padded(name);
        var shape = from + Padded(type);
        if (flags != 0 || data.Length < from + 8 || data.Length < shape + 4)
            return;
        double elements = BinaryPrimitives.ReadUInt32LittleEndian(data[(from + 4)..]);
        var (rank, before) = (data[shape + 1], data[shape] == 1 ? 8 : 4);
        var dimensions = data[Math.Min(data.Length, shape + before)..];
        for (var i = 0; i < rank && dimensions.Length >= LengthBytes; i++, dimensions = dimensions[LengthBytes..])
            elements *= BinaryPrimitives.ReadUInt64LittleEndian(dimensions);
        Size((long)Math.Min(elements, long.MaxValue), "an attribute");
    }

    private long Size(long size, string what) => size >= 0 && size <= stream.Length
        ? size
        : throw new InvalidDataException($"{what} of {(ulong)size} bytes");

    private static long Number(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt64LittleEndian(bytes);

    // As many bytes as there are.
    private ReadOnlySpan<byte> At(long position, byte[] room)
    {
        if (position < 0 || position >= stream.Length)
            return [];
        stream.Position = position;
        return room.AsSpan(0, stream.ReadAtLeast(room, room.Length, throwOnEndOfStream: false));
    }
}
