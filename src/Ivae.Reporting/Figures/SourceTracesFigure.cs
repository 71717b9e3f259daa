using Ivae.Reporting.Plotting;

namespace Ivae.Reporting.Figures;

/// <summary>
/// True sources and their matched latents on top of each other over a window of rows (as in Khemakhem et al., 2020,
/// figures 1 and 8).
/// </summary>
internal static class SourceTracesFigure
{
    private const int Window = 240;

    public static Figure? Draw(RunReport report)
    {
        var matches = SourceMatch.Of(report);
        if (matches.Count == 0)
            return null;
        var from = Math.Clamp(MiddleChange(report) - Window / 2, 0, Math.Max(0, report.Rows - Window));
        var to = Math.Min(report.Rows, from + Window);
        var rows = RowView.Positions(from, to);
        var across = new Axis { Range = new Interval(from, Math.Max(from + 1, to - 1)) };
        var plots = matches.Select((match, i) => new Plot
        {
            Title = match.Title,
            X = across with { Label = i == matches.Count - 1 ? "row" : "", Labelled = i == matches.Count - 1 },
            Height = 74,
            Marks =
            [
                new LineMark(rows, match.Truth[from..to]) { Name = "true source", Opacity = 0.55, Width = 3.6 },
                new LineMark(rows, match.Recovered[from..to])
                {
                    Name = "recovered latent",
                    Colour = Palette.Categories[1],
                    Width = 1.3,
                },
            ],
        });
        return new Figure
        {
            Title = "True and recovered sources",
            Description = $"Rows {Ticks.Fixed(from + 1, 0)} to {Ticks.Fixed(to, 0)} of the matched pairs, both "
                + "standardised, the latent turned to the sign of its source. Order, sign and scale of latents cannot "
                + "be recovered by any method; r is over all rows.",
            Plots = [.. plots],
            Gap = 6,
        };
    }

    /// <summary>The change of level nearest to the middle, since that is where non-stationarity shows.</summary>
    private static int MiddleChange(RunReport report)
    {
        var middle = report.Rows / 2;
        if (report.Levels is not { } levels)
            return middle;
        return Enumerable.Range(1, Math.Max(0, report.Rows - 1))
            .Where(row => levels.Codes[row] != levels.Codes[row - 1])
            .DefaultIfEmpty(middle).MinBy(row => Math.Abs(row - middle));
    }
}
