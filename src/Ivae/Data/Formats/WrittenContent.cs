using Ivae.Numerics;

namespace Ivae.Data;

/// <summary>Results to write, in each form that a kind of format takes.</summary>
/// <param name="Columns">What a table holds.</param>
/// <param name="Values">The one array of a format without keys, <c>[N, D]</c>.</param>
/// <param name="Arrays">The arrays of a format with keys.</param>
internal sealed record WrittenContent(
    IReadOnlyList<TableColumn> Columns, Matrix Values, IEnumerable<KeyValuePair<string, NpyArray>> Arrays)
{
    /// <summary>Content of a leading column "row" of a table, <c>[N]</c>; none without it.</summary>
    public IReadOnlyList<int>? RowNumbers { get; init; }

    /// <summary>A matrix whose columns have names, as a table and as the one array.</summary>
    public static WrittenContent Of(
        Matrix values,
        IReadOnlyList<string> names,
        IReadOnlyList<int>? rowNumbers,
        IEnumerable<KeyValuePair<string, NpyArray>> arrays) =>
        new([.. names.Select((name, j) => new TableColumn(name, values.Column(j)))], values, arrays)
        {
            RowNumbers = rowNumbers,
        };
}
