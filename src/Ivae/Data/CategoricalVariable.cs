namespace Ivae.Data;

/// <summary>A categorical auxiliary variable: one of a fixed list of levels per row.</summary>
/// <param name="Name">Name of the column, or of the construction ("segment").</param>
/// <param name="Levels">Names of the levels, <c>[M]</c>.</param>
/// <param name="Codes">Level of each row, 0 … M − 1, <c>[N]</c>.</param>
public sealed record CategoricalVariable(string Name, IReadOnlyList<string> Levels, int[] Codes);
