using Ivae.Reporting.Plotting;

namespace Ivae.Reporting.Figures;

/// <summary>How many rows each level of u has.</summary>
internal static class LevelSizesFigure
{
    private const int MaxLevels = 2000;

    public static Figure? Draw(RunReport report)
    {
        if (report.Levels is not { Levels.Count: > 0 and <= MaxLevels } levels)
            return null;
        var sizes = new double[levels.Levels.Count];
        foreach (var code in levels.Codes)
            sizes[code]++;
        IEnumerable<BarMark> bars = LevelColours.AreFew(levels)
            ? sizes.Select((size, level) =>
                new BarMark([level], [size], 0.78) { Colour = LevelColours.Of(levels, level) })
            : [new BarMark(RowView.Positions(0, sizes.Length), sizes, 0.78)];
        return new Figure
        {
            Title = $"Rows by {levels.Name}",
            Description = $"{sizes.Length} levels with {Ticks.Fixed(sizes.Min(), 0)} to {Ticks.Fixed(sizes.Max(), 0)} "
                + "rows each. The prior of the latents is learned level by level, so every level needs rows.",
            Plots =
            [
                new Plot
                {
                    X = Axis.Of(levels.Name, levels.Levels),
                    Y = new Axis { Label = "rows", Range = new Interval(0, 1.08 * Math.Max(1, sizes.Max())) },
                    Marks = [.. bars],
                    Height = 120,
                },
            ],
        };
    }
}
