namespace Ivae.Data;

/// <summary>A value of a MATLAB file: numbers, texts, cells, a struct array, or what cannot be read.</summary>
/// <param name="Shape">Length along each dimension, as MATLAB has them.</param>
internal sealed record MatValue(IReadOnlyList<int> Shape)
{
    /// <summary>Type of the numbers as NumPy writes it; <see langword="null"/> where there are none.</summary>
    public string? Type { get; init; }

    /// <summary>The numbers, little-endian, the first index fastest.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>The rows of a char array, or the texts of a cell array of texts.</summary>
    public string[]? Texts { get; init; }

    /// <summary>The cells of a cell array.</summary>
    public MatValue[]? Cells { get; init; }

    /// <summary>The fields of a struct array, each with a value for every element.</summary>
    public IReadOnlyDictionary<string, MatValue[]>? Fields { get; init; }

    /// <summary>Why it cannot be read, and what to do.</summary>
    public string? Refusal { get; init; }

    /// <summary>Number of elements; the largest number where it is larger.</summary>
    public long Count => Shape.Contains(0)
        ? 0
        : Shape.Aggregate(1L, (product, length) => product > long.MaxValue / length ? long.MaxValue : product * length);

    /// <summary>The value of a field of a single struct, or <see langword="null"/>.</summary>
    public MatValue? Field(string name) =>
        Fields is not null && Fields.TryGetValue(name, out var values) && values.Length == 1 ? values[0] : null;

    /// <summary>The one number or the one text, or <see langword="null"/>.</summary>
    public object? Single()
    {
        if (Texts is { Length: 1 } texts)
            return texts[0];
        return Type is not null && Count == 1 ? ToArray("value").ToDoubles()[0] : null;
    }

    /// <summary>The values that can be arrays, those of structs under <c>name.field</c>.</summary>
    public IEnumerable<KeyValuePair<string, MatValue>> Arrays(string name)
    {
        if (Fields is null)
            return [KeyValuePair.Create(name, this)];
        return Fields.SelectMany(field =>
            (field.Value.Length == 1 ? field.Value[0] : Listed(field.Value)).Arrays($"{name}.{field.Key}"));
    }

    /// <summary>Numbers in C order, or texts; a row or a column is a vector.</summary>
    /// <exception cref="DataException">It is neither.</exception>
    public NpyArray ToArray(string source)
    {
        int[] shape = Shape.Count == 2 && Shape.Contains(1) ? [(int)Count] : [.. Shape];
        if (Texts is not null)
            return new NpyArray(source, [Texts.Length], Texts);
        if (Cells is not null && Listed(Cells) is { Refusal: null } listed)
            return listed.ToArray(source);
        if (Type is null)
            throw new DataException(source, Refusal ?? "is a cell array or a struct of several kinds; "
                + "save an array of numbers, or a cell array of texts.");
        var bytes = Bytes.ToArray();
        var ordered = shape.Length > 1 ? NpyFormat.ToCOrder(bytes, Type[1] - '0', shape) : bytes;
        return new NpyArray(source, Type, shape, ordered);
    }

    // Single numbers, or single texts, as one vector.
    private static MatValue Listed(MatValue[] values)
    {
        var single = Array.ConvertAll(values, value => value.Single());
        if (Array.TrueForAll(single, value => value is string))
            return new MatValue([values.Length]) { Texts = Array.ConvertAll(single, value => (string)value!) };
        if (!Array.TrueForAll(single, value => value is double))
            return new MatValue([values.Length])
            {
                Refusal = "holds elements of several kinds or sizes; make it an array of numbers, or of texts.",
            };
        return new MatValue([values.Length])
        {
            Type = "f8",
            Bytes = NpyArray.Of(Array.ConvertAll(single, value => (double)value!), values.Length).Bytes.ToArray(),
        };
    }
}
