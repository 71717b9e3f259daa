using System.Buffers.Binary;
using System.Numerics;
using static Ivae.Data.Hdf5Message;

namespace Ivae.Data;

/// <summary>
/// Whether the sizes that an HDF5 file says of its attributes, links, fill values and texts lie within it, looked at
/// before the library asks for as much memory as they say. Only what no file can have is refused: a part that is larger
/// than the whole, or a header that goes on in itself. Source: HDF5 file format specification 3.0.
/// </summary>
internal sealed class Hdf5Frame
{
    private const int Block = 1 << 20;
    private const int MostParts = 1000;
    private const int LeastHeap = 4096; // of texts

    private readonly Stream stream;
    private readonly HashSet<long> seen = [];
    private readonly Queue<long> elsewhere = []; // headers that others lead to
    private readonly Queue<(long At, int KeyBytes)> chunks = []; // nodes of trees of chunks
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
        if (head.Length < 48)
            return; // the library says so
        var (address, length) = (head[isFirst ? 13 : 9], head[isFirst ? 14 : 10]);
        if (address != LengthBytes || length != LengthBytes)
            throw new InvalidDataException(
                $"addresses of {address} bytes and lengths of {length}, where all have {LengthBytes}");
        // As the library, which goes by where it finds the superblock and not by where that says that it is.
        var frame = new Hdf5Frame(stream, superblock);
        frame.Header(frame.start + Number(head.AsSpan(isFirst ? 64 + 4 * head[8] : 36)));
        frame.Scan();
        while (frame.elsewhere.TryDequeue(out var at))
            frame.Header(at);
        while (frame.chunks.TryDequeue(out var node))
            frame.ChunkNode(node.At, node.KeyBytes);
    }

    // Nodes of groups, headers and heaps of texts have marks: all that there are, whatever leads to them.
    private void Scan()
    {
        var (block, at) = (new byte[(int)Math.Min(Block, Math.Max(stream.Length, 4))], 0L);
        while (at < stream.Length)
        {
            var bytes = At(at, block);
            for (var from = 0; bytes[from..].IndexOfAny("SOGHF"u8) is >= 0 and var next;)
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
                else if (found.StartsWith("FAHD\0"u8))
                    Chunks(at + from);
                from++;
            }

            // What lies across the end of a block is whole in the next.
            at += Math.Max(1, bytes.Length == block.Length ? bytes.Length - 7 : bytes.Length);
        }
    }

    // Its version and three zeros, of which two may be damaged: four letters alone are met by chance.
    private static bool IsHeap(ReadOnlySpan<byte> found, int version) => found.Length >= 8
        && (found[4] == version ? 0 : 1) + found[5..8].Length - found[5..8].Count((byte)0) <= 2;

    private void Node(long at)
    {
        var head = At(at, 8);
        if (head.Length < 8)
            return;
        var entries = At(at + 8, 40 * BinaryPrimitives.ReadUInt16LittleEndian(head[6..]));
        for (; entries.Length >= 40; entries = entries[40..])
            Header(start + Number(entries[8..]));
    }

    private void Names(long at)
    {
        var size = At(at + 8, LengthBytes);
        if (size.Length == LengthBytes)
            Size(Number(size), "a heap of names");
    }

    // How many chunks there are, of each of which an array has as many bytes as is said, at least one, if it is there.
    private void Chunks(long at)
    {
        var head = At(at, 24);
        if (head.Length == 24 && Number(head[16..]) != -1)
            Size((long)Math.Min((double)(ulong)Number(head[8..]) * Math.Max((byte)1, head[6]), long.MaxValue),
                "an array of chunks");
    }

    // Where the chunks of an array are, and how many bytes each has before it is unpacked: of the first version in a
    // tree, and from the fourth on in other ways, of which that of a single chunk is looked at.
    private void Layout(ReadOnlySpan<byte> data)
    {
        if (data is [3, 2, var rank, ..] && data.Length >= 3 + LengthBytes)
            chunks.Enqueue((start + Number(data[3..]), 8 + 8 * rank));
        else if (data is [4, 2, var flags, var dimensions, var width, ..] && (flags & 2) != 0
            && data.Length >= 6 + dimensions * width + LengthBytes && data[5 + dimensions * width] == 1)
            Size(Number(data[(6 + dimensions * width)..]), "a chunk");
    }

    private void ChunkNode(long at, int keyBytes)
    {
        var head = At(at, 24);
        if (head.Length < 24 || !head.StartsWith("TREE\x01"u8) || !seen.Add(at))
            return;
        var entry = keyBytes + LengthBytes;
        var entries = At(at + 24, entry * BinaryPrimitives.ReadUInt16LittleEndian(head[6..]));
        for (; entries.Length >= entry; entries = entries[entry..])
            if (head[5] > 0)
                chunks.Enqueue((start + Number(entries[keyBytes..]), keyBytes));
            else
                Size(BinaryPrimitives.ReadUInt32LittleEndian(entries), "a chunk");
    }

    private void Texts(long at)
    {
        var head = At(at, 16);
        if (head.Length < 16)
            return;
        var whole = Size(Number(head[8..]), "a heap of texts");
        if (whole < LeastHeap)
            throw new InvalidDataException($"a heap of texts of {whole} bytes, where it has {LeastHeap} at least");
        var end = at + whole;
        for (at += 16; at + 16 < end;)
        {
            var one = At(at, 16);
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
        var head = At(at, 64);
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
            var head = At(at, prefix);
            if (head.Length < prefix)
                return;
            var length = BinaryPrimitives.ReadUInt16LittleEndian(head[(prefix == 8 ? 2 : 1)..]);
            if (at + prefix + length > end)
                throw new InvalidDataException($"a message of {length} bytes that goes beyond its header");
            var isShared = (head[prefix == 8 ? 4 : 3] & 2) != 0 && MayBeElsewhere(head[0]);
            var data = At(at + prefix, length);
            if (isShared)
                Follow(Elsewhere(data));
            else
                Message(head[0], data, prefix, parts);
            at += prefix + length;
        }
    }

    private void Message(int type, ReadOnlySpan<byte> data, int prefix, HashSet<long> parts)
    {
        Follow(Hdf5Message.Require(type, data));
        if (type == ArrayLayout)
            Layout(data);
        else if (type == LinkInfo && data.Length > 2)
            Dense(true, data[(2 + 8 * (data[1] & 1))..]);
        else if (type == AttributeInfo && data.Length > 2)
            Dense(false, data[(2 + 2 * (data[1] & 1))..]);
        else if (type == Continuation && data.Length >= 2 * LengthBytes)
        {
            // In the second version with a mark before and a checksum after.
            var (from, size) = (start + Number(data), Number(data[8..]));
            Messages(prefix == 8 ? from : from + 4, prefix == 8 ? size : Math.Max(0, size - 8), prefix, parts);
        }
    }

    private void Follow(long? address)
    {
        if (address is { } at)
            elsewhere.Enqueue(start + at);
    }

    // Where links or attributes are many they lie in a heap, each at the place that a tree says. Heaps of more blocks
    // and trees of more levels than one, and what is compressed, are left to the library.
    private void Dense(bool isLink, ReadOnlySpan<byte> places)
    {
        if (places.Length < 16)
            return;
        var heap = At(start + Number(places), 142);
        var tree = At(start + Number(places[8..]), 26);
        if (heap.Length < 142 || tree.Length < 26 || !heap.StartsWith("FRHP"u8) || !tree.StartsWith("BTHD"u8)
            || heap[7] != 0 || heap[8] != 0 || heap[140] != 0 || heap[141] != 0 || tree[12] != 0 || tree[13] != 0)
            return;
        var (block, leaf) = (start + Number(heap[132..]), start + Number(tree[16..]) + 6);
        int record = BinaryPrimitives.ReadUInt16LittleEndian(tree[10..]);
        var id = isLink ? 4 : 0; // a hash before it
        var offset = (BinaryPrimitives.ReadUInt16LittleEndian(heap[128..]) + 7) / 8;
        // As many bytes as the largest object takes, of a block and of all: what heap and tree say of an id must agree.
        var most = Math.Min((ulong)Number(heap[120..]), BinaryPrimitives.ReadUInt32LittleEndian(heap[10..]));
        var length = BitOperations.Log2(most) / 8 + 1;
        if (offset > 8 || record < id + 1 + offset + length)
            throw new InvalidDataException($"objects of a heap whose places take {record} bytes");
        var records = At(leaf, Size(
            (long)record * BinaryPrimitives.ReadUInt16LittleEndian(tree[24..]), "the leaf of a tree"));
        for (var all = 0L; records.Length >= record; records = records[record..])
        {
            if ((records[id] & 0x30) != 0 || (!isLink && record > 8 && (records[8] & 2) != 0))
                continue; // not in a block of the heap, or in the heap of what is shared
            var size = Number(records[(id + 1 + offset)..], length);
            all = Size(all + Size(size, "an object of a heap"), "all objects of a heap");
            var data = At(block + Number(records[(id + 1)..], offset), size);
            Follow(Hdf5Message.Require(isLink ? Hdf5Message.Link : Hdf5Message.Attribute, data));
        }
    }

    private long Size(long size, string what) => size >= 0 && size <= stream.Length
        ? size
        : throw new InvalidDataException($"{what} of {(ulong)size} bytes");

    // As many bytes as there are, of which the file may say what it likes.
    private ReadOnlySpan<byte> At(long position, long count) => position < 0 || position >= stream.Length
        ? []
        : At(position, new byte[Math.Min(count, stream.Length - position)]);

    private ReadOnlySpan<byte> At(long position, byte[] room)
    {
        stream.Position = position;
        return room.AsSpan(0, stream.ReadAtLeast(room, room.Length, throwOnEndOfStream: false));
    }
}
