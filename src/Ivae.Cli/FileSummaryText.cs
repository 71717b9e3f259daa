using System.Globalization;
using Ivae.Data;

namespace Ivae.Cli;

/// <summary>What is in a file of data, as a table for people.</summary>
internal static class FileSummaryText
{
    public static void Write(FileSummary summary, Output output)
    {
        if (summary.Columns is not null)
        {
            output.WriteTable(["", ""], Facts(summary));
            output.Data.WriteLine();
            output.WriteTable(
                ["", "column", "kind", "minimum", "mean", "maximum", "levels", "a fit takes it for", "as auxiliary"],
                summary.Columns.Select((column, j) => new[]
                {
                    Shown(j + 1), column.Name, column.Kind,
                    Shown(column.Minimum), Shown(column.Mean), Shown(column.Maximum),
                    column.Levels is { } levels ? Shown(levels) : $"over {TableColumnSummary.MaxLevels}",
                    column.Fit, column.Auxiliary,
                }));
            foreach (var note in summary.Notes ?? [])
                output.Say($"ivae info: note: {note}");
        }
        else
        {
            output.WriteTable(
                ["array", "type", "shape", "minimum", "maximum", "a fit takes it for"],
                summary.Arrays!.Select(array => new[]
                {
                    array.Key, array.Type, array.Problem is null ? $"[{string.Join(", ", array.Shape)}]" : "",
                    Shown(array.Minimum), Shown(array.Maximum), array.Fit,
                }));
        }
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

    // Whole numbers are shown in full: digits of ids and of times matter.
    private static string Digits(double number) =>
        number == Math.Round(number) && Math.Abs(number) < 1e15 ? "F0" : "G6";

    private static string Shown(double? value) =>
        value is { } number ? number.ToString(Digits(number), CultureInfo.InvariantCulture) : "";
}
