namespace Ivae.Data;

/// <summary>A column to be read.</summary>
/// <param name="Position">Its position in the file, from 0.</param>
/// <param name="Use">What it must be.</param>
public readonly record struct ColumnRequest(int Position, ColumnUse Use);
