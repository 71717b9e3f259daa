using System.Runtime.InteropServices;

namespace Ivae.Numerics;

/// <summary>
/// The state of a computation as bytes, written and read by the same lines: each call writes a value and gives it back,
/// or gives the one that was written.
/// </summary>
internal sealed class StateArchive
{
    private readonly BinaryReader? reader;
    private readonly BinaryWriter? writer;

    /// <summary>An archive that reads, or one that writes.</summary>
    public StateArchive(Stream stream, bool isReading)
    {
        reader = isReading ? new BinaryReader(stream) : null;
        writer = isReading ? null : new BinaryWriter(stream);
    }

    /// <summary>Whether values are read.</summary>
    public bool IsReading => reader is not null;

    /// <summary>A number, truth value or structure of these.</summary>
    public T Value<T>(T value)
        where T : unmanaged
    {
        Values(MemoryMarshal.CreateSpan(ref value, 1));
        return value;
    }

    /// <summary>Numbers in place; as many are read as there are.</summary>
    /// <exception cref="InvalidDataException">Another number of them was written.</exception>
    public void Values<T>(Span<T> values)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        if (reader is null)
        {
            writer!.Write(values.Length);
            writer.Write(bytes);
        }
        else
        {
            if (reader.ReadInt32() != values.Length)
                throw new InvalidDataException("the state is of another size");
            reader.BaseStream.ReadExactly(bytes);
        }
    }

    /// <summary>Text.</summary>
    public string Text(string value)
    {
        if (reader is not null)
            return reader.ReadString();
        writer!.Write(value);
        return value;
    }

    /// <summary>A list of numbers or structures of these.</summary>
    public void List<T>(List<T> values)
        where T : unmanaged
    {
        var count = Value(values.Count);
        if (IsReading)
            CollectionsMarshal.SetCount(values, count);
        Values(CollectionsMarshal.AsSpan(values));
    }
}
