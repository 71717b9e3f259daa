using Ivae.Data;
using Ivae.Methods;

namespace Ivae.Reporting;

/// <summary>The figures of the report of a fit, as SVG.</summary>
public static class FitFigures
{
    /// <summary>
    /// Every figure by its name, such as <c>latents-over-the-rows</c>; none of a fit that got no model.
    /// </summary>
    /// <param name="fit">The fit.</param>
    /// <param name="data">The data it was fitted to.</param>
    /// <param name="width">Width on paper in millimetres, from 60 to 420; text is 7 pt high at any width.</param>
    /// <exception cref="ArgumentException">The width is outside of its range.</exception>
    public static IReadOnlyDictionary<string, string> Of(
        FitResult fit, Dataset data, double width = FigureFiles.DefaultWidth)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(data);
        if (width is not (>= FigureFiles.Narrowest and <= FigureFiles.Widest))
            throw new ArgumentOutOfRangeException(nameof(width), width,
                $"A figure is {FigureFiles.Narrowest} to {FigureFiles.Widest} mm wide.");
        if (!fit.Training.HasModel)
            return new Dictionary<string, string>();
        var latents = fit.Transform();
        var report = FitReport.Of(fit, data, latents, FitSummary.Of(fit, data, latents), null);
        return HtmlReport.Of(report).Figures.ToDictionary(figure => figure.Name, figure => figure.Draw(width));
    }
}
