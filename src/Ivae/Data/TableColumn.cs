namespace Ivae.Data;

/// <summary>One column of a table: numbers, or texts.</summary>
public sealed class TableColumn
{
    /// <summary>A numeric column, <c>[N]</c>.</summary>
    public TableColumn(string name, float[] numbers)
    {
        Name = name;
        Numbers = numbers;
    }

    /// <summary>A text column, <c>[N]</c>.</summary>
    public TableColumn(string name, string[] texts)
    {
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
}
