using Ivae.Simulation;

namespace Ivae.Experiments.Figures;

/// <summary>Figure 9: more observed columns than sources.</summary>
internal static class Figure9
{
    private static readonly string[] Others = ["VAE", "β-VAE", "β-TC-VAE"];

    public static Reproduction Make() => new()
    {
        Name = "9",
        Title = "Figure 9: ten sources in forty columns",
        Setting = "10 sources, 40 observed columns, 40 segments of 4000 rows; 5 epochs, which are as many steps as 20 "
            + "of the main data.",
        Points = settings =>
            PaperSettings.Points(settings, "large", SimulationPresets.All["figure-9"], 1, settings.IsPaper
                ? [.. PaperSettings.Vaes(10).Select(model =>
                    (model.Series, (Func<ulong, Methods.IvaeOptions>)(seed => Five(model.Options(seed)))))]
                : [("Ivae, defaults", seed => PaperSettings.Ours(seed, 10))]),
        Claims = results =>
            [results.Order("iVAE recovers the sources better than VAE, β-VAE and β-TC-VAE.", "iVAE", Others, 1),
                results.Near("iVAE", 1), .. Others.Select(series => results.Near(series, 1))],
    };

    private static Methods.IvaeOptions Five(Methods.IvaeOptions options) =>
        options with { Training = options.Training with { Epochs = 5 } };
}
