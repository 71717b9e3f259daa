namespace Ivae.Data;

/// <summary>A column of a table: of numbers with their range, of times, or of texts.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">"number", "time" or "text".</param>
/// <param name="Minimum">Smallest number.</param>
/// <param name="Mean">Mean of the numbers.</param>
/// <param name="Maximum">Largest number.</param>
/// <param name="Levels">Number of different values; <see langword="null"/> beyond <see cref="MaxLevels"/>.</param>
/// <param name="Missing">Number of rows that lack a value.</param>
/// <param name="Fit">What a fit takes it for unless it is named.</param>
/// <param name="Auxiliary">What a fit takes it for where it is named as auxiliary.</param>
internal sealed record TableColumnSummary(
    string Name, string Kind, double? Minimum, double? Mean, double? Maximum, int? Levels, int Missing, string Fit,
    string Auxiliary)
{
    /// <summary>Different values are counted up to here.</summary>
    public const int MaxLevels = 1000;

    /// <summary>Summarises a column.</summary>
    /// <param name="column">The rows in which no column lacks a value, or all where there are none.</param>
    /// <param name="all">All rows.</param>
    internal static TableColumnSummary Of(TableColumn column, TableColumn all)
    {
        var missing = Enumerable.Range(0, all.Rows).Count(all.IsMissing);
        var (lowest, highest, sum, count) = (double.PositiveInfinity, double.NegativeInfinity, 0.0, 0);
        for (var row = 0; row < column.Rows && column.Texts is null; row++)
            if (Value(column, row) is var value && !double.IsNaN(value))
                (lowest, highest, sum, count) =
                    (Math.Min(lowest, value), Math.Max(highest, value), sum + value, count + 1);
        double? Finite(double number) => count > 0 && !column.IsTime && double.IsFinite(number) ? number : null;
        var levels = Distinct(column);
        return new(
            column.Name,
            all.IsEmpty ? "empty" : column.Texts is not null ? "text" : column.IsTime ? "time" : "number",
            Finite(lowest),
            Finite(sum / count),
            Finite(highest),
            levels,
            missing,
            Use(all, missing, levels),
            AsAuxiliary(column, all));
    }

    private static string Use(TableColumn all, int missing, int? levels)
    {
        if (all.Fault is { } fault)
            return fault;
        if (all.IsEmpty)
            return "left out, without any value";
        if (all.Texts is not null || all.IsTime)
            return "left out, not numeric";
        if (levels == 1 && all.Rows > 1)
            return "refused: it is constant";
        return missing == 0 ? "observed" : $"observed, lacks {missing} value{(missing == 1 ? "" : "s")}";
    }

    private static string AsAuxiliary(TableColumn column, TableColumn all)
    {
        if (all.IsEmpty)
            return "refused";
        try
        {
            var coding = AuxiliaryLevels.Find(new AuxiliaryColumn(column, null, 0), "", []);
            return coding is not null ? $"{coding.Levels.Count} levels" : column.IsTime ? "time in seconds" : "number";
        }
        catch (DataException)
        {
            return "refused: levels of one row";
        }
    }

    private static double Value(TableColumn column, int row) =>
        column.Distances is { } distances ? column.Origin + distances[row] : column.Numbers![row];

    private static int? Distinct(TableColumn column)
    {
        var levels = new HashSet<string>();
        var numbers = new HashSet<double>();
        for (var row = 0; row < column.Rows; row++)
        {
            if ((column.Texts ?? column.Labels)?[row] is { } label)
                levels.Add(label);
            else
                numbers.Add(Value(column, row));
            if (levels.Count + numbers.Count > MaxLevels)
                return null;
        }

        return levels.Count + numbers.Count;
    }
}
