using Ivae.Reporting.Plotting;

namespace Ivae.Reporting.Figures;

/// <summary>The latents over the rows, coloured by level of u.</summary>
internal static class LatentTracesFigure
{
    public static Figure? Draw(RunReport report)
    {
        if (report.Rows == 0 || report.Latents.Columns == 0)
            return null;
        var view = new RowView(report);
        var count = Math.Min(RowView.MaxShown, report.Latents.Columns);
        var plots = Enumerable.Range(0, count).Select(latent =>
        {
            var values = view.Values(report.Latents, latent);
            return new Plot
            {
                X = view.Axis(labelled: latent == count - 1),
                Y = new Axis { Label = $"z{latent + 1}", Range = Interval.Robust(values) },
                Marks = [.. view.Stripes(), .. view.ColouredLine(values)],
                Height = 58,
                Trace = PageRows.OfLatent(latent),
                Latent = latent + 1,
            };
        });
        return new Figure
        {
            Title = report.TimeOrdered ? "Latents over time" : "Latents over the rows",
            Description = "Posterior mean of "
                + (count < report.Latents.Columns
                    ? $"the first {count} of {report.Latents.Columns} latents"
                    : "every latent")
                + "; an identifiable latent shows its own rise and fall of mean or spread from level to level."
                + LevelColours.Sentence(view.Runs.Count > 0 ? report.Levels : null),
            Plots = [.. plots],
            Gap = 8,
        };
    }
}
