using System.Globalization;
using Ivae.Data;

namespace Ivae.Cli;

/// <summary>What is in a table or in a file of arrays.</summary>
/// <param name="Kind">"table" or "arrays".</param>
/// <param name="Path">The file.</param>
/// <param name="Rows">Number of rows N of a table, without those that lack a value.</param>
/// <param name="IncompleteRows">Number of rows of a table that lack a value; those after the last complete row are not counted.</param>
/// <param name="Columns">The columns of a table, in file order.</param>
/// <param name="Arrays">The arrays.</param>
internal sealed record TableInfo(
    string Kind,
    string Path,
    int? Rows,
    int? IncompleteRows,
    IReadOnlyList<TableInfo.Column>? Columns,
    IReadOnlyList<TableInfo.Array>? Arrays)
{
    private const int MaxLevels = 1000;

    /// <summary>A column: of numbers with their range, or of texts; <paramref name="Levels"/> is null beyond 1000 different values.</summary>
    internal sealed record Column(string Name, string Kind, double? Minimum, double? Mean, double? Maximum, int? Levels);

    /// <summary>An array by its key, with the element type as NumPy writes it.</summary>
    internal sealed record Array(string Key, string Type, IReadOnlyList<int> Shape, double? Minimum, double? Maximum);

    /// <summary>Reads a file; rows that lack a value are left out.</summary>
    public static TableInfo Of(string path)
    {
        if (TableReader.IsNpz(path))
        {
            using var file = NpzFile.Open(path);
            return new TableInfo("arrays", path, null, null, null, [.. file.Keys.Select(key => Describe(key, file.Read(key)))]);
        }

        if (TableReader.IsNpy(path))
            return new TableInfo("arrays", path, null, null, null, [Describe("x", Npy.Read(path))]);
        var table = Table.Read(path, new TableOptions { Missing = MissingValues.Drop });
        return new TableInfo("table", path, table.Rows, table.RowNumbers[^1] - table.Rows, [.. table.Columns.Select(Describe)], null);
    }

    /// <summary>As JSON, or as a table for people.</summary>
    public void Write(Output output, bool json)
    {
        if (json)
        {
            output.WriteJson(this);
        }
        else if (Columns is not null)
        {
            output.WriteTable(["", ""], Facts());
            output.Data.WriteLine();
            output.WriteTable(
                ["", "column", "kind", "minimum", "mean", "maximum", "levels"],
                Columns.Select((column, j) => new[]
                {
                    (j + 1).ToString(CultureInfo.InvariantCulture), column.Name, column.Kind,
                    Shown(column.Minimum), Shown(column.Mean), Shown(column.Maximum),
                    column.Levels?.ToString(CultureInfo.InvariantCulture) ?? $"over {MaxLevels}",
                }));
        }
        else
        {
            output.WriteTable(
                ["array", "type", "shape", "minimum", "maximum"],
                Arrays!.Select(array => new[]
                {
                    array.Key, array.Type, $"[{string.Join(", ", array.Shape)}]", Shown(array.Minimum), Shown(array.Maximum),
                }));
        }
    }

    private IEnumerable<string[]> Facts()
    {
        yield return ["rows", Rows!.Value.ToString(CultureInfo.InvariantCulture)];
        if (IncompleteRows > 0)
            yield return ["rows that lack a value, left out here", IncompleteRows.Value.ToString(CultureInfo.InvariantCulture)];
        yield return ["columns", Columns!.Count.ToString(CultureInfo.InvariantCulture)];
    }

    private static Column Describe(TableColumn column)
    {
        if (column.Numbers is not { } numbers)
            return new Column(column.Name, "text", null, null, null, Distinct(column.Texts!));
        return new Column(column.Name, "number", numbers.Min(), numbers.Average(number => (double)number), numbers.Max(), Distinct(numbers));
    }

    private static Array Describe(string key, NpyArray array)
    {
        var values = array.ToDoubles();
        return values.Length == 0
            ? new Array(key, array.Type, array.Shape, null, null)
            : new Array(key, array.Type, array.Shape, Finite(values.Min()), Finite(values.Max()));
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static int? Distinct<T>(T[] values)
    {
        var levels = new HashSet<T>();
        foreach (var value in values)
            if (levels.Add(value) && levels.Count > MaxLevels)
                return null;
        return levels.Count;
    }

    private static string Shown(double? value) => value is { } number ? number.ToString("G6", CultureInfo.InvariantCulture) : "";
}
