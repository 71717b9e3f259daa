namespace Ivae.Data;

/// <summary>How a column became a categorical variable.</summary>
internal sealed record CategoricalCoding
{
    /// <summary>Name of the column.</summary>
    public required string Name { get; init; }

    /// <summary>Names of the levels in the order of their codes, <c>[M]</c>.</summary>
    public required IReadOnlyList<string> Levels { get; init; }

    /// <summary>Whether levels are texts as the file has them; otherwise "1" and "1.0" are one level.</summary>
    public bool IsText { get; init; }
}
