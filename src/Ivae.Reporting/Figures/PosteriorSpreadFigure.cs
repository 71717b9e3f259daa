using Ivae.Methods;
using Ivae.Reporting.Plotting;

namespace Ivae.Reporting.Figures;

/// <summary>How certain the model is of each latent: the mean standard deviation of its posterior.</summary>
internal static class PosteriorSpreadFigure
{
    public static Figure? Draw(RunReport report)
    {
        if (report is not { Fit.Model: IvaeModel model, Data: { } data })
            return null;
        var (_, deviation) = model.Posterior(data);
        double[] spread = [.. Enumerable.Range(0, deviation.Columns)
            .Select(latent => Statistics.Column(deviation, latent).Average())];
        if (spread.All(value => value == 0))
            return null; // a flow knows its latents exactly
        string[] latents = [.. Enumerable.Range(1, spread.Length).Select(latent => $"z{latent}")];
        return new Figure
        {
            Title = "Certainty of the latents",
            Description = "Mean standard deviation of the posterior of each latent: 0 where a row determines it.",
            Plots =
            [
                new Plot
                {
                    X = Axis.Of("", latents),
                    Y = new Axis { Label = "standard deviation", Range = new Interval(0, 1.08 * spread.Max()) },
                    Marks = [new BarMark(RowView.Positions(0, spread.Length), spread, 0.78)],
                    Height = 120,
                },
            ],
        };
    }
}
