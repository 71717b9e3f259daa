namespace Ivae.Data;

/// <summary>
/// Walks over a struct of Thrift's compact protocol, in which Parquet has its headers, to see that all lengths lie
/// within the bytes. Source: Thrift compact protocol encoding.
/// </summary>
internal ref struct ThriftWalk(ReadOnlySpan<byte> bytes)
{
    private const int MaxDepth = 32;
    private readonly ReadOnlySpan<byte> bytes = bytes;

    /// <summary>Where the walk is.</summary>
    public int Position { get; private set; }

    /// <summary>
    /// Integers and truth values of the outermost struct by field, and of structs in it by 100 · field + field.
    /// </summary>
    public Dictionary<int, long> Numbers { get; } = [];

    /// <summary>Walks over a struct of <see cref="ParquetShapes"/>, or of another where there is no name.</summary>
    /// <exception cref="InvalidDataException">A length is larger than what is left, or a type is another than it should
    /// be.</exception>
    public void Struct(string? shape, int outer = 0, int depth = 0)
    {
        if (depth > MaxDepth)
            throw new InvalidDataException($"structs within structs, more than {MaxDepth} deep");
        for (var (field, head) = (0L, Byte()); head != 0; head = Byte())
        {
            // No struct of Parquet has a gap so large that a number is written apart; the library reads it otherwise.
            if (head >> 4 == 0 && shape is not null)
                throw new InvalidDataException($"a field of type {head & 15} without its distance from the last");
            field = head >> 4 == 0 ? Signed() : field + (head >> 4);
            Value(head & 15, ParquetShapes.Of(shape, field), (int)(outer * 100 + field), depth, isElement: false);
        }
    }

    private void Value(int type, string? expected, int field, int depth, bool isElement)
    {
        if (!ParquetShapes.Fits(expected, type))
            throw new InvalidDataException($"a field of type {type}, where {expected} is expected");
        switch (type)
        {
            case 1 or 2: // a truth value, which only elements have a byte for
                if (isElement)
                    Byte();
                else
                    Numbers[field] = type & 1;
                break;
            case 3:
                Byte();
                break;
            case 4 or 5 or 6:
                Numbers[field] = Signed();
                break;
            case 7:
                Skip(8);
                break;
            case 8:
                Skip(Unsigned());
                break;
            case 9 or 10:
                var head = Byte();
                var count = head >> 4 == 15 ? Unsigned() : head >> 4;
                Elements(count, head & 15, head & 15, ParquetShapes.OfElement(expected), field, depth);
                break;
            case 11:
                var pairs = Unsigned();
                var kinds = pairs == 0 ? 0 : Byte();
                Elements(pairs, kinds >> 4, kinds & 15, null, field, depth);
                break;
            case 12:
                Struct(expected, field, depth + 1);
                break;
            case 13:
                Skip(16);
                break;
            default:
                throw new InvalidDataException($"a field of type {type}");
        }
    }

    private void Elements(long count, int key, int value, string? expected, int field, int depth)
    {
        if (count < 0 || count > bytes.Length - Position)
            throw new InvalidDataException($"a list of {count} where {bytes.Length - Position} bytes are left");
        for (var i = 0L; i < count; i++)
        {
            // Numbers in lists are of no use here, and would take the place of others.
            if (key != value)
                Value(key, null, int.MaxValue, depth + 1, isElement: true);
            Value(value, expected, value == 12 ? 0 : int.MaxValue, depth + 1, isElement: true);
        }
    }

    private void Skip(long count)
    {
        if (count < 0 || count > bytes.Length - Position)
            throw new InvalidDataException($"a text of {count} bytes where {bytes.Length - Position} are left");
        Position += (int)count;
    }

    private int Byte() => Position < bytes.Length ? bytes[Position++] : throw new InvalidDataException("ends early");

    private long Signed()
    {
        var number = Unsigned();
        return (long)((ulong)number >> 1) ^ -(number & 1);
    }

    private long Unsigned()
    {
        var number = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return (long)number;
        }

        throw new InvalidDataException("a number of more than 64 bits");
    }
}
