using Ivae.Reporting.Plotting;

namespace Ivae.Reporting.Figures;

/// <summary>Recovered latents against their true sources.</summary>
internal static class SourceScatterFigure
{
    private const int Across = 4;

    public static Figure? Draw(RunReport report)
    {
        var matches = SourceMatch.Of(report);
        if (matches.Count == 0)
            return null;
        var plots = matches.Select((match, i) => new Plot
        {
            Title = $"|r| {Ticks.Fixed(Math.Abs(match.Correlation), 3)}",
            X = new Axis { Label = $"source s{match.Source + 1}", Range = Interval.Robust(match.Truth) },
            Y = new Axis { Label = $"latent {match.LatentName}", Range = Interval.Robust(match.Recovered) },
            Height = 118,
            Marks = [new PointMark(match.Truth, match.Recovered) { Size = 2.4, Opacity = 0.6, Limit = 700 }],
        });
        return new Figure
        {
            Title = "Recovered latents against true sources",
            Description = "Matched pairs, both standardised. A line, straight or bent, means that the source was "
                + "recovered up to a function of itself; a cloud means that it is still mixed with others.",
            Plots = [.. plots],
            Columns = Math.Min(Across, matches.Count),
            Gap = 12,
        };
    }
}
