namespace Ivae.Data;

/// <summary>One column of a table: numbers, or texts.</summary>
public sealed class TableColumn
{
    /// <summary>A numeric column, <c>[N]</c>.</summary>
    public TableColumn(string name, float[] numbers)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(numbers);
        Name = name;
        Numbers = numbers;
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
    public float[]? Numbers { get; }

    /// <summary>The texts, <c>[N]</c>, or <see langword="null"/> for a numeric column.</summary>
    public string[]? Texts { get; }

    /// <summary>Number of rows N.</summary>
    public int Rows => Numbers?.Length ?? Texts!.Length;

    /// <summary>A copy of the rows with the given numbers (from 0), in the given order.</summary>
    internal TableColumn TakeRows(int[] rows) => Numbers is { } numbers
        ? new TableColumn(Name, Array.ConvertAll(rows, row => numbers[row]))
        : new TableColumn(Name, Array.ConvertAll(rows, row => Texts![row]));
}
