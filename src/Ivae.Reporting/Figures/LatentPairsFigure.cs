using Ivae.Reporting.Plotting;

namespace Ivae.Reporting.Figures;

/// <summary>
/// Every pair of latents as a scatter, each latent's histogram on the diagonal, correlations above it.
/// </summary>
internal static class LatentPairsFigure
{
    private const int Most = 8;
    private const int Bins = 24;

    public static Figure? Draw(RunReport report)
    {
        if (report.Latents.Columns < 2 || report.Rows < 2)
            return null;
        var columns = Enumerable.Range(0, report.Latents.Columns)
            .Select(latent => Statistics.Column(report.Latents, latent)).ToArray();
        var shown = Enumerable.Range(0, columns.Length).OrderByDescending(latent => Spread(columns[latent])).Take(Most)
            .Order().ToArray();
        var ranges = columns.Select(values => Interval.Robust(values)).ToArray();
        var rows = Thinning.Stratified(report.Rows, shown.Length <= 4 ? 1200 : 500);

        // Colours are drawn in three rounds, so that no level hides all others.
        var groups = rows.Select((row, i) => (Row: row, Round: i % 3))
            .GroupBy(dot => (dot.Round, Ink: ColourOf(report, dot.Row)), dot => dot.Row)
            .OrderBy(group => group.Key.Round).ThenBy(group => group.Key.Ink.Order).ToArray();
        var size = (540.0 - 5 * shown.Length) / shown.Length;

        var plots = new List<Plot?>();
        foreach (var i in shown)
            foreach (var j in shown)
            {
                var (isLeft, isBottom) = (j == shown[0], i == shown[^1]);
                var x = new Axis
                {
                    Label = isBottom ? $"z{j + 1}" : "",
                    Labelled = isBottom,
                    Range = ranges[j],
                    Grid = false,
                };
                var y = new Axis
                {
                    Label = isLeft ? $"z{i + 1}" : "",
                    Labelled = isLeft && i != j,
                    Range = ranges[i],
                    Grid = false,
                };
                plots.Add(i == j ? Histogram(columns[i], x, y, size)
                    : i > j ? Scatter(j, i, x, y) : Words(columns[i], columns[j]));
            }

        return new Figure
        {
            Title = "Pairs of latents",
            Description = $"Each dot is one of {Ticks.Fixed(rows.Length, 0)} rows drawn evenly from all; "
                + "histograms on the diagonal and Pearson correlations above it are of all rows. "
                + (shown.Length < columns.Length ? $"The {Most} latents with the largest variance are shown. " : "")
                + "Given u, latents should be independent; over all rows, shared changes with u may correlate them."
                + (report.Levels is null && report.TimeOrdered ? " Colours grow brighter over time." : "")
                + LevelColours.Sentence(report.Levels),
            Plots = plots,
            Columns = shown.Length,
            Gap = 5,
        };

        Plot Scatter(int first, int second, Axis x, Axis y) => new()
        {
            X = x,
            Y = y,
            Height = size,
            Marks = [.. groups.Select(group => new PointMark(
                [.. group.Select(row => columns[first][row])], [.. group.Select(row => columns[second][row])])
            {
                Colour = group.Key.Ink.Colour,
                Name = group.Key.Ink.Name,
                Size = shown.Length <= 4 ? 3 : 2.2,
                Opacity = 0.75,
            })],
        };

        Plot Words(double[] first, double[] second) => new()
        {
            Framed = false,
            Height = size,
            X = new Axis { Range = new Interval(-1, 1) },
            Y = new Axis { Range = new Interval(-1, 1) },
            Marks =
            [
                new TextMark(0, 0, Ticks.Fixed(Statistics.Correlation(first, second), 2))
                {
                    Colour = Palette.Muted,
                    Size = shown.Length <= 4 ? 18 : 14,
                },
            ],
        };
    }

    private static Plot Histogram(double[] values, Axis x, Axis y, double size)
    {
        var range = x.Range!.Value.Drawable();
        var width = range.Length / Bins;
        var counts = new double[Bins];
        foreach (var value in values)
            if (double.IsFinite(value) && value >= range.Low && value <= range.High)
                counts[Math.Min(Bins - 1, (int)((value - range.Low) / width))]++;
        var centres = Enumerable.Range(0, Bins).Select(bin => range.Low + (bin + 0.5) * width).ToArray();
        return new Plot
        {
            X = x,
            Y = y with { Range = new Interval(0, 1.1 * Math.Max(1, counts.Max())) },
            Height = size,
            Marks = [new BarMark(centres, counts, width) { Colour = Palette.Missing }],
        };
    }

    private static double Spread(double[] values) =>
        Statistics.Moments(values).StandardDeviation is var spread && double.IsFinite(spread) ? spread : 0;

    private static (int Order, string Colour, string Name) ColourOf(RunReport report, int row)
    {
        if (report.Levels is not { } levels)
            return (0, report.TimeOrdered ? Palette.Step((double)row / report.Rows) : Palette.Categories[0], "");
        var colour = LevelColours.Of(levels, levels.Codes[row]);
        return LevelColours.AreFew(levels)
            ? (levels.Codes[row], colour, levels.Levels[levels.Codes[row]])
            : (0, colour, "");
    }
}
