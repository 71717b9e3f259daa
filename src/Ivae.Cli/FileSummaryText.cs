using System.Globalization;
using Ivae.Data;

namespace Ivae.Cli;

/// <summary>What is in a file of data, as JSON or as a table for people.</summary>
internal static class FileSummaryText
{
    public static void Write(FileSummary summary, Output output, bool json)
    {
        if (json)
        {
            output.WriteJson(summary);
        }
        else if (summary.Columns is not null)
        {
            output.WriteTable(["", ""], Facts(summary));
            foreach (var note in summary.Notes)
                output.Data.WriteLine(note);
            output.Data.WriteLine();
            output.WriteTable(
                ["", "column", "kind", "minimum", "mean", "maximum", "levels"],
                summary.Columns.Select((column, j) => new[]
                {
                    Shown(j + 1), column.Name, column.Kind,
                    Shown(column.Minimum), Shown(column.Mean), Shown(column.Maximum),
                    column.Levels is { } levels ? Shown(levels) : $"over {TableColumnSummary.MaxLevels}",
                }));
        }
        else
        {
            output.WriteTable(
                ["array", "type", "shape", "minimum", "maximum", "fit takes it for"],
                summary.Arrays!.Select(array => new[]
                {
                    array.Key, array.Type, array.Problem is null ? $"[{string.Join(", ", array.Shape)}]" : "",
                    Shown(array.Minimum), Shown(array.Maximum), Use(array),
                }));
        }
    }

    private static string Use(ArraySummary array)
    {
        if (array.Problem is { } problem)
            return $"nothing: it {problem}";
        var columns = array.Columns is { Count: > 0 } names ? $" ({NearestName.Shortened(names)})" : "";
        return array.Levels is { } levels ? $"u if chosen, {levels} levels"
            : array.IsObserved ? "x" + columns
            : array.Key is "u" ? "u"
            : array.Key is "s" or "log_likelihood" ? "the truth, for evaluation"
            : "x or u if chosen" + columns;
    }

    private static IEnumerable<string[]> Facts(FileSummary summary)
    {
        yield return ["rows", Shown(summary.Rows!.Value)];
        if (summary.IncompleteRows > 0)
            yield return ["rows that lack a value, left out here", Shown(summary.IncompleteRows.Value)];
        yield return ["columns", Shown(summary.Columns!.Count)];
        if (summary.SamplingRate is { } rate)
            yield return ["sampling rate", $"{Shown((double?)rate)} Hz"];
    }

    private static string Shown(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Shown(double? value) =>
        value is { } number ? number.ToString("G6", CultureInfo.InvariantCulture) : "";
}
