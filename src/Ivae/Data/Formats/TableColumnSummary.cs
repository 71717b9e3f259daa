namespace Ivae.Data;

/// <summary>A column of a table: of numbers with their range, or of texts.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">"number" or "text".</param>
/// <param name="Minimum">Smallest number.</param>
/// <param name="Mean">Mean of the numbers.</param>
/// <param name="Maximum">Largest number.</param>
/// <param name="Levels">Number of different values; <see langword="null"/> beyond <see cref="MaxLevels"/>.</param>
internal sealed record TableColumnSummary(
    string Name, string Kind, double? Minimum, double? Mean, double? Maximum, int? Levels)
{
    /// <summary>Different values are counted up to here.</summary>
    public const int MaxLevels = 1000;

    internal static TableColumnSummary Of(TableColumn column) => column.Numbers is { } numbers
        ? new(
            column.Name,
            "number",
            numbers.Min(),
            numbers.Average(number => (double)number),
            numbers.Max(),
            Distinct(numbers))
        : new(column.Name, "text", null, null, null, Distinct(column.Texts!));

    private static int? Distinct<T>(T[] values)
    {
        var levels = new HashSet<T>();
        foreach (var value in values)
            if (levels.Add(value) && levels.Count > MaxLevels)
                return null;
        return levels.Count;
    }
}
