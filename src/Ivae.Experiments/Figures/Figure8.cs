using System.Globalization;
using Ivae.Evaluation;
using Ivae.Methods;
using Ivae.Numerics;
using Ivae.Reporting.Figures;
using Ivae.Reporting.Plotting;
using Ivae.Simulation;

namespace Ivae.Experiments.Figures;

/// <summary>Figure 8: sources over time with the recovered latents on top.</summary>
internal static class Figure8
{
    private const int Window = 200;

    public static Reproduction Make() => new()
    {
        Name = "8",
        Title = "Figure 8: sources and recovered latents over time",
        Setting = "The data and the iVAE of figure 2a.",
        Points = settings => PaperSettings.Points(settings, PaperSettings.Main, SimulationPresets.Paper, 20,
            ("iVAE",
                seed => settings.IsPaper ? PaperSettings.Of(new IvaeMethod(), seed, 5) : PaperSettings.Ours(seed, 5))),
        Draw = Draw,
        Claims = Claims,
        OurClaims = Claims,
    };

    private static IEnumerable<Claim> Claims(FigureResults results)
    {
        var pairs = results.At("iVAE", 20).SelectMany(row => row.Pairs ?? []).ToArray();
        yield return Claim.Of(
            "Every latent follows a source (the published picture shows five pairs that do): correlation above .8 for "
            + "each.",
            pairs.Length > 0 && pairs.Min() > 0.8,
            string.Create(CultureInfo.InvariantCulture, $"Correlations from {pairs.DefaultIfEmpty(0).Min():F3} to "
                + $"{pairs.DefaultIfEmpty(0).Max():F3} over {results.Settings.Seeds} data sets."));
    }

    private static Figure Draw(FigureResults results)
    {
        var (point, row) = results.Rows[0];
        var sources = point.Run.Data.Load().Sources!.TakeRows(row.ShownRows);
        var latents = new Matrix(row.Latents.Length, row.Latents[0].Length,
            [.. row.Latents.SelectMany(z => z).Select(value => (float)value)]);
        var match = MeanCorrelationCoefficient.Compute(latents, sources);
        var rows = Math.Min(Window, sources.Rows);
        double[] time = [.. Enumerable.Range(0, rows).Select(i => (double)row.ShownRows[i])];
        return new Figure
        {
            Title = results.Figure.Title,
            Description = "Held-out rows of the first data set, evenly spaced over the first half; both standardised, "
                + "the latent turned to the sign of its source. The published figure is a picture of the same kind.",
            Gap = 6,
            Plots = [.. Enumerable.Range(0, sources.Columns).Select(i => new Plot
            {
                Title = string.Create(
                    CultureInfo.InvariantCulture, $"source {i + 1}, r = {Math.Abs(match.PairCorrelations[i]):F3}"),
                X = new Axis { Label = i == sources.Columns - 1 ? "row" : "", Labelled = i == sources.Columns - 1 },
                Height = 74,
                Marks =
                [
                    new LineMark(time, Statistics.Standardised(Statistics.Column(sources, i))[..rows])
                    {
                        Name = "true source",
                        Opacity = 0.55,
                        Width = 3.2,
                    },
                    new LineMark(time, Statistics.Standardised(
                        Statistics.Column(latents, match.Assignment[i]), Math.Sign(match.PairCorrelations[i]))[..rows])
                    {
                        Name = "recovered latent",
                        Colour = Palette.Categories[1],
                        Width = 1.3,
                    },
                ],
            })],
        };
    }
}
