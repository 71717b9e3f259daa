using Ivae.Numerics;

namespace Ivae.Data;

/// <summary>One column of a table: numbers, or texts.</summary>
public sealed class TableColumn
{
    private readonly IReadOnlyList<float[]> blocks = [];
    private readonly int count;
    private float[]? numbers;

    /// <summary>A numeric column, <c>[N]</c>.</summary>
    public TableColumn(string name, float[] numbers)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(numbers);
        Name = name;
        (blocks, count, this.numbers) = ([numbers], numbers.Length, numbers);
    }

    /// <summary>A numeric column in the blocks that it was read into, <c>[N]</c>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="blocks">The numbers, block after block; the last block may be longer than what is left.</param>
    /// <param name="count">N.</param>
    internal TableColumn(string name, IReadOnlyList<float[]> blocks, int count)
    {
        Name = name;
        (this.blocks, this.count) = (blocks, count);
    }

    /// <summary>A text column, <c>[N]</c>.</summary>
    public TableColumn(string name, string[] texts)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(texts);
        Name = name;
        Texts = texts;
    }

    /// <summary>Name of the column; without a header "x1", "x2", … by position.</summary>
    public string Name { get; }

    /// <summary>The numbers, <c>[N]</c>, or <see langword="null"/> for a text column.</summary>
    public float[]? Numbers => Texts is null ? numbers ??= Joined() : null;

    /// <summary>The texts, <c>[N]</c>, or <see langword="null"/> for a numeric column.</summary>
    public string[]? Texts { get; }

    /// <summary>Number of rows N.</summary>
    public int Rows => Texts?.Length ?? count;

    /// <summary>A copy of the rows with the given numbers (from 0), in the given order.</summary>
    internal TableColumn TakeRows(int[] rows) => Numbers is { } numbers
        ? new TableColumn(Name, Array.ConvertAll(rows, row => numbers[row]))
        : new TableColumn(Name, Array.ConvertAll(rows, row => Texts![row]));

    /// <summary>Writes the numbers into a column of a matrix with as many rows.</summary>
    internal void CopyTo(Matrix matrix, int column)
    {
        var row = 0;
        foreach (var block in blocks)
            for (var i = 0; i < block.Length && row < count; i++, row++)
                matrix.Values[row * matrix.Columns + column] = block[i];
    }

    private float[] Joined()
    {
        var joined = new Matrix(count, 1);
        CopyTo(joined, 0);
        return joined.Values;
    }
}
