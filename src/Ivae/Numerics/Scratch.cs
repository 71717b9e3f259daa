namespace Ivae.Numerics;

/// <summary>Working memory that only ever grows, so that a warm computation allocates nothing.</summary>
internal sealed class Scratch<T>
{
    private T[] values = [];
    private int length;

    /// <summary>The memory at its present length.</summary>
    public Span<T> Span => values.AsSpan(0, length);

    /// <summary>Sets the length; contents are undefined.</summary>
    public Span<T> Resize(int newLength)
    {
        if (values.Length < newLength)
            values = new T[newLength];
        length = newLength;
        return Span;
    }
}
