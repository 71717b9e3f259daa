namespace Ivae.Data;

/// <summary>A column to be kept, by position from 0, and what it must be.</summary>
internal readonly record struct ColumnRequest(int Position, ColumnUse Use);

/// <summary>What a wanted column must be.</summary>
internal enum ColumnUse
{
    /// <summary>Numbers if it starts with one, texts otherwise.</summary>
    Any,

    /// <summary>Numbers; texts are an error.</summary>
    Numeric,

    /// <summary>Texts, also where they look like numbers.</summary>
    Text,

    /// <summary>Kept if it starts with a number, left out otherwise.</summary>
    IfNumeric,
}
