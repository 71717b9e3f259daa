using Ivae.Methods;
using Ivae.Reporting.Plotting;

namespace Ivae.Reporting.Figures;

/// <summary>How far each part of u moves each latent, with the edges of the learned graph.</summary>
internal static class LearnedTargetsFigure
{
    public static Figure? Draw(RunReport report) => Of(report.LearnedTargets);

    /// <summary>The same of targets alone; nothing where none were learned.</summary>
    public static Figure? Of(LearnedTargets? learned)
    {
        if (learned is null)
            return null;
        var (parts, latents) = (learned.Parts.Count, learned.Latents);
        var cells = new double[latents, parts];
        for (var part = 0; part < parts; part++)
            for (var latent = 0; latent < latents; latent++)
                cells[latent, part] = learned.Movements[part][latent];
        var places = learned.Parts.ToList();
        var scale = new ColourScale(ColourMap.Sequential, new Interval(0, Math.Max(1, cells.Cast<double>().Max())),
            "movement, standard deviations");
        return new Figure
        {
            Title = "Which part of u moves which latent",
            Description = "How far the mean of a latent moves with a level of u, from the level nearest to all others, "
                + "or where a column of u takes the value of another row, in standard deviations of the latent given "
                + "u. The outlined cells are the edges of the learned graph.",
            Plots =
            [
                new Plot
                {
                    X = Axis.Of("part of u", [.. learned.Parts]),
                    Y = Axis.Of("latent", [.. Enumerable.Range(1, latents).Select(latent => $"z{latent}")]) with
                    {
                        Reversed = true,
                    },
                    Marks =
                    [
                        new HeatMapMark(cells, scale)
                        {
                            Outlined = [.. learned.Edges.Select(edge => (edge.Latent - 1, places.IndexOf(edge.U)))],
                        },
                    ],
                    Height = Math.Clamp(34.0 * latents, 90, 520),
                },
            ],
            Scales = [scale],
            Width = Math.Clamp(100 + 52 * parts, 400, 760),
        };
    }
}
