using Ivae.Reporting.Plotting;

namespace Ivae.Reporting.Figures;

/// <summary>The continuous part of u over the rows, next to what it is to explain.</summary>
internal static class ContinuousTracesFigure
{
    public static Figure? Draw(RunReport report)
    {
        // Preceding rows as u are the observed columns once more.
        if (report.Continuous is not { } values || report.Rows == 0 || values.Columns > RowView.MaxShown)
            return null;
        var view = new RowView(report);
        var plots = Enumerable.Range(0, values.Columns).Select(column =>
        {
            var trace = view.Values(values, column);
            return new Plot
            {
                X = view.Axis(labelled: column == values.Columns - 1),
                Y = new Axis { Label = report.ContinuousNames[column], Range = Interval.Robust(trace) },
                Marks = [.. view.Stripes(), new LineMark(RowView.Positions(0, trace.Length), trace) { Width = 1 }],
                Height = 46,
                Trace = PageRows.OfContinuous(column),
            };
        });
        return new Figure
        {
            Title = "The auxiliary variable over the rows",
            Description = "Each continuous column of u on its own scale.",
            Plots = [.. plots],
            Gap = 7,
        };
    }
}
