using Ivae.Reporting.Plotting;

namespace Ivae.Reporting.Figures;

/// <summary>Rebuilt against observed values, column by column.</summary>
internal static class ReconstructionFigure
{
    private const int MaxShown = 16;
    private const int Across = 3;

    public static Figure? Draw(RunReport report)
    {
        if (report.Reconstruction is not { } reconstruction || report.Rows == 0)
            return null;
        var count = Math.Min(MaxShown, report.Observed.Columns);
        var plots = Enumerable.Range(0, count).Select(column =>
        {
            var all = Statistics.Column(report.Observed, column).Zip(Statistics.Column(reconstruction, column));
            (double[] observed, double[] rebuilt) = (
                [.. all.Where(pair => !double.IsNaN(pair.First)).Select(pair => pair.First)],
                [.. all.Where(pair => !double.IsNaN(pair.First)).Select(pair => pair.Second)]);
            var range = Interval.Robust(observed).Drawable();
            var isLeft = column % Across == 0;
            return new Plot
            {
                Title =
                    $"{report.ObservedNames[column]}  R² {Ticks.Fixed(Statistics.Determination(observed, rebuilt), 2)}",
                X = new Axis { Range = range, Label = column >= count - Across ? "observed" : "" },
                Y = new Axis { Range = range, Label = isLeft ? "rebuilt" : "" },
                Height = 130,
                Marks =
                [
                    new PointMark(observed, rebuilt) { Size = 2.2, Opacity = 0.6, Limit = 500 },
                    new LineMark([range.Low, range.High], [range.Low, range.High])
                    {
                        Colour = Palette.Ink,
                        Dashed = true,
                        Width = 1,
                    },
                ],
            };
        });
        return new Figure
        {
            Title = "Reconstruction against data",
            Description = "Observed values and what the model makes of them from the latents"
                + (report.ObservedUnit.Length > 0 ? $", in {report.ObservedUnit}" : "")
                + "; on the dashed line they agree. R² is the share of the variance of a column, over all rows, that "
                + "the latents account for."
                + (count < report.Observed.Columns ? $" The first {count} of {report.Observed.Columns} columns." : ""),
            Plots = [.. plots],
            Columns = Math.Min(Across, count),
        };
    }
}
