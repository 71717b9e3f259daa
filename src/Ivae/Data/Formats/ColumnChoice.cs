namespace Ivae.Data;

/// <summary>Chooses the columns to read from the names of all, in the order they are wanted in.</summary>
public delegate IReadOnlyList<ColumnRequest> ColumnChoice(IReadOnlyList<string> names);
