using System.Buffers.Binary;
using System.IO.Compression;

namespace Ivae.Data;

/// <summary>
/// What a gzip holds, to its end: the last four bytes of a gzip are the length of its content, without which a file
/// that is cut off would be a shorter table.
/// </summary>
/// <param name="packed">The gzip from its start.</param>
internal sealed class GZipContent(Stream packed) : ForwardStream
{
    private readonly Tail tail = new(packed);
    private GZipStream? content;
    private uint length;

    /// <exception cref="InvalidDataException">The gzip is damaged, or ends too early.</exception>
    public override int Read(Span<byte> buffer)
    {
        content ??= new GZipStream(tail, CompressionMode.Decompress, leaveOpen: true);
        var read = content.Read(buffer);
        length = unchecked(length + (uint)read);
        if (read == 0 && buffer.Length > 0 && length != tail.Last)
            throw new InvalidDataException("it is cut off, or several gzips put together; copy it again, or unpack it");
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            content?.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>A stream that remembers its last four bytes.</summary>
    private sealed class Tail(Stream inner) : ForwardStream
    {
        private readonly byte[] last = new byte[4];

        /// <summary>They as a number.</summary>
        public uint Last => BinaryPrimitives.ReadUInt32LittleEndian(last);

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            var kept = Math.Min(read, last.Length);
            last.AsSpan(kept).CopyTo(last);
            buffer[(read - kept)..read].CopyTo(last.AsSpan(last.Length - kept));
            return read;
        }
    }
}
