namespace Ivae.Data;

/// <summary>A stream that starts with bytes that were already taken from it.</summary>
internal sealed class ReplayStream(byte[] head, Stream rest) : ForwardStream
{
    private int position;

    public override int Read(Span<byte> buffer)
    {
        if (position == head.Length)
            return rest.Read(buffer);
        var count = Math.Min(buffer.Length, head.Length - position);
        head.AsSpan(position, count).CopyTo(buffer);
        position += count;
        return count;
    }
}
