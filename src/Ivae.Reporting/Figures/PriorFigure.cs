using Ivae.Numerics;
using Ivae.Reporting.Plotting;

namespace Ivae.Reporting.Figures;

/// <summary>The learned prior p(z|u): heat maps over levels of u, or curves over a continuous u.</summary>
internal static class PriorFigure
{
    private const int MaxCells = 240;

    public static Figure? Draw(RunReport report)
    {
        if (report.PriorMean is null && report.PriorStandardDeviation is null)
            return null;
        return report.PriorGrid is { } grid ? Curves(report, [.. grid]) : HeatMaps(report);
    }

    private static Figure HeatMaps(RunReport report)
    {
        var levels = report.Levels!;
        var group = (levels.Levels.Count + MaxCells - 1) / MaxCells;
        var names = levels.Levels.Where((_, level) => level % group == 0).ToArray();
        var latents = Enumerable.Range(1, report.Latents.Columns).Select(latent => $"z{latent}").ToArray();
        var (plots, scales) = (new List<Plot>(), new List<ColourScale>());
        if (report.PriorMean is { } mean)
            Add("Mean", Cells(mean, group), cells => ColourScale.Signed(cells, "mean"));
        if (report.PriorStandardDeviation is { } deviation)
            Add("Standard deviation", Cells(deviation, group),
                cells => ColourScale.Rising(cells, "standard deviation"));
        plots[^1] = plots[^1] with { X = Axis.Of(levels.Name, names) };
        return new Figure
        {
            Title = $"The prior of the latents by {levels.Name}",
            Description = $"Learned mean and standard deviation of p(z|u) over {levels.Levels.Count} levels"
                + (group > 1 ? $", each cell an average over {group} neighbouring levels" : "")
                + ". Rows that differ from each other in their pattern are what makes latents identifiable; "
                + "a row of one colour is a latent that u does not move.",
            Plots = plots,
            Scales = scales,
        };

        void Add(string title, double[,] cells, Func<double[], ColourScale> scale)
        {
            scales.Add(scale([.. cells.Cast<double>()]));
            plots.Add(new Plot
            {
                Title = title,
                X = Axis.Of("", names) with { Labelled = false },
                Y = Axis.Of("", latents) with { Reversed = true },
                Marks = [new HeatMapMark(cells, scales[^1])],
                Height = Math.Clamp(24.0 * latents.Length, 40, 420),
            });
        }
    }

    private static Figure Curves(RunReport report, double[] grid)
    {
        var count = Math.Min(8, report.Latents.Columns);
        var plots = Enumerable.Range(0, count).Select(latent =>
        {
            var isLast = latent == count - 1;
            var mean = report.PriorMean is { } means ? Statistics.Column(means, latent) : new double[grid.Length];
            var deviation = report.PriorStandardDeviation is { } spreads
                ? Statistics.Column(spreads, latent)
                : new double[grid.Length];
            return new Plot
            {
                X = new Axis
                {
                    Label = isLast ? report.PriorGridName : "",
                    Labelled = isLast,
                    Range = Interval.Of(grid),
                },
                Y = new Axis { Label = $"z{latent + 1}" },
                Height = 76,
                Latent = latent + 1,
                Marks =
                [
                    new BandMark(
                        grid, [.. mean.Zip(deviation, (m, s) => m - s)], [.. mean.Zip(deviation, (m, s) => m + s)])
                    {
                        Name = "± 1 standard deviation", Opacity = 0.25,
                    },
                    new LineMark(grid, mean) { Name = "mean", Width = 2 },
                ],
            };
        });
        return new Figure
        {
            Title = $"The prior of the latents over {report.PriorGridName}",
            Description = "Learned mean of p(z|u) and one standard deviation to both sides.",
            Plots = [.. plots],
            Gap = 8,
        };
    }

    /// <summary>Latents as rows, levels (or means over groups of neighbouring levels) as columns.</summary>
    private static double[,] Cells(Matrix prior, int group)
    {
        var cells = new double[prior.Columns, (prior.Rows + group - 1) / group];
        for (var latent = 0; latent < prior.Columns; latent++)
            for (var level = 0; level < prior.Rows; level++)
                cells[latent, level / group] +=
                    prior[level, latent] / Math.Min(group, prior.Rows - level / group * group);
        return cells;
    }
}
