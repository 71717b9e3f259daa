using Ivae.Distributions;
using Ivae.Methods;
using Ivae.Numerics;
using Ivae.Reporting.Plotting;
using Ivae.Simulation;

namespace Ivae.Experiments.Figures;

/// <summary>Figure 1: two sources, seen.</summary>
internal static class Figure1
{
    public static Reproduction Make() => new()
    {
        Name = "figure-1",
        Title = "Figure 1: two sources and what is found of them",
        Setting = "2 sources, 2 observed columns, 5 segments of 1000 rows, mean and variance moving. Trained for 100 "
            + "epochs, since there are few rows.",
        Points = settings => PaperSettings.Points(settings, "two", SimulationPresets.All["figure-1"], 1,
            ("iVAE", seed => settings.IsPaper
                ? Long(PaperSettings.Of(new IvaeMethod(), seed, 2, Modulation.MeanAndScale))
                : PaperSettings.Ours(seed, 2)),
            ("VAE", seed => settings.IsPaper
                ? Long(PaperSettings.Of(new VaeMethod(), seed, 2))
                : PaperSettings.Ours(seed, 2) with { Method = new VaeMethod() })),
        Draw = Draw,
        Claims = Claims,
        OurClaims = Claims,
    };

    private static IvaeOptions Long(IvaeOptions options) =>
        options with { Training = options.Training with { Epochs = 100 } };

    private static IEnumerable<Claim> Claims(FigureResults results)
    {
        yield return results.Order("iVAE recovers the sources and VAE does not.", "iVAE", ["VAE"], 1);
        var score = results.Score("iVAE", 1);
        yield return Claim.Of(
            "iVAE finds them up to order, sign and scale (MCC above .9).", score.Mean > 0.9, $"Ours {score}.");
    }

    /// <summary>
    /// The first data set: sources, observations and both models' latents, of the same held-out rows.
    /// </summary>
    private static Figure Draw(FigureResults results)
    {
        var (point, row) = results.Rows.First(r => r.Point.Series == "iVAE");
        var vae = results.Rows.First(r => r.Point.Series == "VAE").Row;
        var data = point.Run.Data.Load();
        var codes = data.Auxiliary.Categorical[0].Codes;
        IEnumerable<(double, double, int)> Of(Matrix matrix) =>
            row.ShownRows.Select(r => ((double)matrix[r, 0], (double)matrix[r, 1], codes[r]));
        IEnumerable<(double, double, int)> Latents(RunRow model) =>
            model.ShownRows.Zip(model.Latents, (r, z) => (z[0], z[1], codes[r]));
        return new Figure
        {
            Title = results.Figure.Title,
            Description = "Held-out rows of the first data set, coloured by segment. iVAE's latents look as the "
                + "sources do, turned over or exchanged at most. The published figure is a picture without numbers.",
            Columns = 2,
            Plots =
            [
                FigureDrawing.Scatter("true sources", "s1", "s2", Of(data.Sources!)),
                FigureDrawing.Scatter("observations", "x1", "x2", Of(data.Observed)),
                FigureDrawing.Scatter("iVAE", "z1", "z2", Latents(row)),
                FigureDrawing.Scatter("VAE", "z1", "z2", Latents(vae)),
            ],
        };
    }
}
