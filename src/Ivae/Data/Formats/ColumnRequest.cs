namespace Ivae.Data;

/// <summary>A column to be read.</summary>
/// <param name="Position">Its position in the file, from 0.</param>
/// <param name="Use">What it must be.</param>
public readonly record struct ColumnRequest(int Position, ColumnUse Use)
{
    /// <summary>Whether the user named it; otherwise a column that only counts the rows is left out.</summary>
    public bool IsNamed { get; init; }

    /// <summary>What its values are for.</summary>
    internal ColumnPurpose Purpose { get; init; }

    /// <summary>Whether it may lack values, since what reads it can do without the column.</summary>
    internal bool IsOptional { get; init; }
}
