using System.Buffers.Binary;

namespace Ivae.Data;

/// <summary>
/// Whether the lengths that frame the parts of an Arrow file or stream lie within it, looked at before the library
/// reads it, which asks for as much memory as they say. Source: Arrow columnar format 1.5, IPC; FlatBuffers.
/// </summary>
internal sealed class ArrowFrame(Stream stream)
{
    private const int Continuation = -1;
    private const int BlockBytes = 24;
    private const int EndBytes = 10; // length of the footer, and "ARROW1"
    private const int MaxDepth = 32;
    private const int Schema = 1;
    private const int DictionaryBatch = 2;
    private const int RecordBatch = 3;

    /// <exception cref="InvalidDataException">One does not.</exception>
    public void RequireFile()
    {
        Require(stream.Length > 8 + EndBytes, stream.Length, "the file");
        var footerBytes = BinaryPrimitives.ReadInt32LittleEndian(At(stream.Length - EndBytes, 4));
        Require(footerBytes > 0 && footerBytes < stream.Length - EndBytes, footerBytes, "the footer");
        var footer = At(stream.Length - EndBytes - footerBytes, footerBytes);
        Fields(footer, Field(footer, Table(footer, Field(footer, Table(footer, 0), 1)), 1), 0);
        foreach (var field in (int[])[2, 3])
        {
            var (blocks, count) = Vector(footer, Field(footer, Table(footer, 0), field), BlockBytes);
            for (var i = 0; i < count; i++)
            {
                var block = footer.AsSpan(blocks + i * BlockBytes);
                // After a message of another kind the library goes on to what follows.
                Message(
                    BinaryPrimitives.ReadInt64LittleEndian(block),
                    BinaryPrimitives.ReadInt32LittleEndian(block[8..]),
                    BinaryPrimitives.ReadInt64LittleEndian(block[16..]),
                    field == 2 ? DictionaryBatch : RecordBatch);
            }
        }
    }

    /// <exception cref="InvalidDataException">One does not.</exception>
    public void RequireStream()
    {
        for (var at = 0L; at < stream.Length || at == 0;)
        {
            Require(at + 8 <= stream.Length, stream.Length - at, "the start of a message");
            var start = At(at, 8);
            var first = BinaryPrimitives.ReadInt32LittleEndian(start);
            var length = first == Continuation ? BinaryPrimitives.ReadInt32LittleEndian(start.AsSpan(4)) : first;
            if (length == 0 && at > 0)
                return;
            Require(length is > 0 and < int.MaxValue - 8, length, "the metadata");
            at = Message(at, length + (first == Continuation ? 8 : 4), null, at == 0 ? Schema : null);
        }
    }

    // Where the message ends that starts at a place, with its metadata of some bytes and its body.
    private long Message(long at, int metadataBytes, long? bodyBytes, int? expected)
    {
        Require(at >= 0 && metadataBytes > 8 && at + metadataBytes <= stream.Length, metadataBytes, "the metadata");
        var bytes = At(at, metadataBytes);
        var skipped = BinaryPrimitives.ReadInt32LittleEndian(bytes) == Continuation ? 8 : 4;
        Require(BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(skipped - 4)) is >= 0 and var own
            && own <= metadataBytes - skipped, metadataBytes, "the metadata");
        bytes = bytes[skipped..];
        var message = Table(bytes, 0);
        var (kind, body) = (Field(bytes, message, 1), Field(bytes, message, 3));
        var length = body == 0 ? 0 : BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(body));
        foreach (var said in (long[])[length, bodyBytes ?? length])
            Require(said >= 0 && said <= stream.Length - at - metadataBytes, said, "the body");
        Require(expected is null || (kind != 0 && bytes[kind] == expected), kind == 0 ? 0 : bytes[kind], "the kind");
        // The library does not skip a body of a schema, which has none.
        Require(kind == 0 || bytes[kind] != Schema || length == 0, length, "the body of a schema");
        if (kind != 0 && bytes[kind] == Schema)
            Fields(bytes, Field(bytes, Table(bytes, Field(bytes, message, 2)), 1), 0);
        if (kind != 0 && bytes[kind] is DictionaryBatch or RecordBatch)
        {
            var batch = Table(bytes, Field(bytes, message, 2));
            Batch(bytes, bytes[kind] == RecordBatch ? batch : Table(bytes, Field(bytes, batch, 1)), length);
        }

        return at + metadataBytes + length;
    }

    private void Batch(byte[] bytes, int batch, long body)
    {
        // A bit of a buffer for each row, which may be compressed.
        var most = stream.Length * 8 * 1032;
        var rows = Field(bytes, batch, 0);
        var length = rows == 0 ? 0 : BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(rows));
        Require(length >= 0 && length <= most, length, "a batch of rows");
        var (nodes, count) = Vector(bytes, Field(bytes, batch, 1), 16);
        for (var i = 0; i < count; i++)
            Require(BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(nodes + i * 16)) is >= 0 and var node
                && node <= most, i, "a column");
        (var buffers, count) = Vector(bytes, Field(bytes, batch, 2), 16);
        for (var i = 0; i < count; i++)
        {
            var buffer = bytes.AsSpan(buffers + i * 16);
            var (start, size) =
                (BinaryPrimitives.ReadInt64LittleEndian(buffer), BinaryPrimitives.ReadInt64LittleEndian(buffer[8..]));
            Require(start >= 0 && size >= 0 && start <= body && size <= body - start, size, "a buffer");
        }
    }

    // The columns of a schema, and columns within columns.
    private static void Fields(byte[] bytes, int field, int depth)
    {
        Require(depth <= MaxDepth, depth, "columns within columns");
        var (fields, count) = Vector(bytes, field, sizeof(int));
        for (var i = 0; i < count; i++)
        {
            var column = Table(bytes, fields + i * sizeof(int));
            Vector(bytes, Field(bytes, column, 6), sizeof(int));
            Fields(bytes, Field(bytes, column, 5), depth + 1);
        }
    }

    // FlatBuffers: a table is reached by an offset, and has its fields where a list of offsets before it says.
    private static int Table(byte[] bytes, int at) => at + BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at));

    private static int Field(byte[] bytes, int table, int field)
    {
        var offsets = table - BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(table));
        // The library takes both for signed, so that a list too long is none to it.
        if (4 + 2 * field + 2 > BinaryPrimitives.ReadInt16LittleEndian(bytes.AsSpan(offsets)))
            return 0;
        var offset = BinaryPrimitives.ReadInt16LittleEndian(bytes.AsSpan(offsets + 4 + 2 * field));
        return offset == 0 ? 0 : table + offset;
    }

    private static (int Start, int Count) Vector(byte[] bytes, int field, int size)
    {
        if (field == 0)
            return (0, 0);
        var vector = Table(bytes, field);
        var count = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(vector));
        Require(count >= 0 && count <= (bytes.Length - vector - 4) / size, count, "a list");
        return (vector + 4, count);
    }

    private byte[] At(long position, int length)
    {
        var bytes = new byte[length];
        stream.Position = position;
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static void Require(bool isSo, long length, string what)
    {
        if (!isSo)
            throw new InvalidDataException($"{what} cannot be of length {length}");
    }
}
