using System.Buffers.Binary;
using System.IO.Compression;

namespace Ivae.Data;

/// <summary>
/// What a gzip holds, to its end: the last four bytes of a gzip are the length of its content, without which a file
/// that is cut off would be a shorter table.
/// </summary>
/// <param name="packed">The gzip from its start.</param>
internal sealed class GZipContent(Stream packed) : Stream
{
    private readonly Tail tail = new(packed);
    private GZipStream? content;
    private uint length;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

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

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            content?.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>A stream that remembers its last four bytes.</summary>
    private sealed class Tail(Stream inner) : Stream
    {
        private readonly byte[] last = new byte[4];

        /// <summary>They as a number.</summary>
        public uint Last => BinaryPrimitives.ReadUInt32LittleEndian(last);

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            var kept = Math.Min(read, last.Length);
            last.AsSpan(kept).CopyTo(last);
            buffer[(read - kept)..read].CopyTo(last.AsSpan(last.Length - kept));
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
