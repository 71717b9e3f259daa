using Ivae.Reporting.Plotting;

namespace Ivae.Reporting.Figures;

/// <summary>Correlation of every latent with every true source.</summary>
internal static class SourceCorrelationFigure
{
    public static Figure? Draw(RunReport report)
    {
        if (report.Sources is not { Columns: > 0 } sources || report.Latents.Columns == 0 || report.Rows == 0)
            return null;
        var truth = Enumerable.Range(0, sources.Columns).Select(source => Statistics.Column(sources, source)).ToArray();
        var latents = Enumerable.Range(0, report.Latents.Columns)
            .Select(latent => Statistics.Column(report.Latents, latent)).ToArray();
        var cells = new double[latents.Length, truth.Length];
        for (var latent = 0; latent < latents.Length; latent++)
            for (var source = 0; source < truth.Length; source++)
                cells[latent, source] = Statistics.Correlation(latents[latent], truth[source]);

        var scale = new ColourScale(ColourMap.Diverging, new Interval(-1, 1), "Pearson correlation");
        return new Figure
        {
            Title = "Latents against known sources",
            Description = "Correlation of every recovered latent with every true source over all rows. "
                + "A perfect recovery has exactly one strong cell, of either sign, in each column; "
                + "the outlined cells are the one-to-one matching that the mean correlation is computed from.",
            Plots =
            [
                new Plot
                {
                    X = Axis.Of("true source", [.. Enumerable.Range(1, truth.Length).Select(source => $"s{source}")]),
                    Y = Axis.Of("latent", [.. Enumerable.Range(1, latents.Length).Select(latent => $"z{latent}")]) with
                    {
                        Reversed = true,
                    },
                    Marks =
                    [
                        new HeatMapMark(cells, scale)
                        {
                            Outlined = [.. report.Matching.Select((latent, source) => (latent, source))
                                .Where(pair => pair.latent >= 0)],
                        },
                    ],
                    Height = Math.Clamp(38.0 * latents.Length, 90, 520),
                },
            ],
            Scales = [scale],
            Width = Math.Clamp(100 + 64 * truth.Length, 400, 600),
        };
    }
}
