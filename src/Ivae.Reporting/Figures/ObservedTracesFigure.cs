using Ivae.Reporting.Plotting;

namespace Ivae.Reporting.Figures;

/// <summary>The observed columns over the rows, one below the other.</summary>
internal static class ObservedTracesFigure
{
    public static Figure? Draw(RunReport report)
    {
        if (report.Rows == 0 || report.Observed.Columns == 0)
            return null;
        var view = new RowView(report);
        var count = Math.Min(RowView.MaxShown, report.Observed.Columns);
        var plots = Enumerable.Range(0, count).Select(column =>
        {
            var values = view.Values(report.Observed, column);
            return new Plot
            {
                X = view.Axis(labelled: column == count - 1),
                Y = new Axis { Label = report.ObservedNames[column], Range = Interval.Robust(values) },
                Marks =
                [
                    .. view.Stripes(),
                    new LineMark(RowView.Positions(0, values.Length), values) { Width = 1, Colour = Palette.Muted },
                ],
                Height = 46,
                Trace = PageRows.OfObserved(column),
            };
        });
        return new Figure
        {
            Title = "Observed columns",
            Description = (count < report.Observed.Columns
                ? $"The first {count} of {report.Observed.Columns} columns"
                : "All columns")
                + (report.ObservedUnit.Length > 0 ? $" in {report.ObservedUnit}" : "")
                + ", each on its own scale; stretches of rows are drawn as their lowest and highest value"
                + (report.Levels is { } levels && view.Runs.Count > 0
                    ? $", and stripes mark the levels of {levels.Name}"
                    : "")
                + ". Rare extremes may leave the frame.",
            Plots = [.. plots],
            Gap = 7,
        };
    }
}
