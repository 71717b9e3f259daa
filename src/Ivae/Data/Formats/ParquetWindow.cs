namespace Ivae.Data;

/// <summary>
/// A file of which the library sees no more than up to the end of a column, so that it cannot go on into the next one,
/// and which it reads on the thread that asks. Past the end it fails: the library takes what it does not get for bytes,
/// and some of them have no end.
/// </summary>
internal sealed class ParquetWindow(Stream file) : Stream
{
    /// <summary>Where what can be read ends.</summary>
    public long End { get; set; } = file.Length;

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => file.Position = value;
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
            return 0;
        var left = End - file.Position;
        return left > 0
            ? file.Read(buffer[..(int)Math.Min(left, buffer.Length)])
            : throw new EndOfStreamException("a column has less data than values");
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer, offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Read(buffer.Span));

    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);
    public override void Flush() { }
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
