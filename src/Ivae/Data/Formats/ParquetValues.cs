using System.Runtime.InteropServices;
using Ivae.Numerics;

namespace Ivae.Data;

/// <summary>
/// The values of a column in a group of rows, read into memory of our own. The library would have levels in memory from
/// a pool that it neither clears nor, where no value can be missing, fills: rows then lack values by chance, and the
/// others move.
/// </summary>
/// <param name="rows">Number of rows.</param>
/// <param name="present">The level of a value that is there; 0 where none can be missing.</param>
internal sealed class ParquetValues<T>(int rows, int present)
    where T : struct
{
    // Bytes that no value is left with by a reader that fills the last place, in one of two reads.
    private const byte First = 0xA5;
    private const byte Second = 0x5A;

    private readonly T[] values = LargePages.Of(new T[rows]);
    private readonly int[]? levels = present > 0 ? new int[rows] : null;

    /// <summary>The values, those of rows without one included.</summary>
    public T[] Values => values;

    /// <summary>Whether a row has none; <see langword="null"/> where all have one.</summary>
    public Func<int, bool>? IsMissing { get; private set; }

    /// <summary>Reads them with what reads values and levels into memory.</summary>
    /// <exception cref="InvalidDataException">There are fewer values than there should be.</exception>
    public ParquetValues<T> Read(Action<Memory<T>, Memory<int>?> read)
    {
        Once(read, First);
        var count = levels?.Count(level => level == present) ?? rows;
        if (count > 0 && IsUnread(count - 1, First))
        {
            Once(read, Second);
            if (IsUnread(count - 1, Second))
                throw new InvalidDataException($"a column has fewer than {count} values");
        }

        if (count == rows)
            return this;
        // Values come without those that are missing.
        for (int row = rows - 1, from = count; row >= 0; row--)
            values[row] = levels![row] == present ? values[--from] : default;
        IsMissing = row => levels![row] != present;
        return this;
    }

    private void Once(Action<Memory<T>, Memory<int>?> read, byte mark)
    {
        if (values is ReadOnlyMemory<char>[] texts)
            Array.Fill(texts, Unread);
        else if (levels is null)
            Bytes(values.AsSpan(Math.Max(0, rows - 1))).Fill(mark);
        else
            Bytes(values).Fill(mark);
        if (levels is not null)
            Array.Clear(levels);
        read(values, levels is null ? default(Memory<int>?) : levels);
    }

    private bool IsUnread(int place, byte mark) => values is ReadOnlyMemory<char>[] texts
        ? texts[place].Equals(Unread)
        : !Bytes(values.AsSpan(place, 1)).ContainsAnyExcept(mark);

    private static ReadOnlyMemory<char> Unread { get; } = new char[1];

    // None of the other types that Parquet has refers to anything.
    private static Span<byte> Bytes(Span<T> of) => MemoryMarshal.CreateSpan(
        ref System.Runtime.CompilerServices.Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(of)),
        of.Length * System.Runtime.CompilerServices.Unsafe.SizeOf<T>());
}
