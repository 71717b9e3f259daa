using Ivae.Reporting.Plotting;

namespace Ivae.Reporting;

/// <summary>A figure of a page, which can be drawn for a file of its own.</summary>
/// <param name="Name">Name of the file, without ending.</param>
/// <param name="Draw">The figure as SVG, from the width in millimetres.</param>
internal sealed record PageFigure(string Name, Func<double, string> Draw)
{
    /// <summary>A name made of a title: "Latents over time" becomes "latents-over-time".</summary>
    public static string NameOf(string title) => string.Join('-', SvgWriter.Words(title));
}
