using Ivae.Reporting.Plotting;

namespace Ivae.Reporting;

/// <summary>A section of the report: words, then figures; left out where it has neither.</summary>
/// <param name="Id">Its anchor.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Figures">What draws its figures; a figure that the report has no data for is
/// <see langword="null"/>.</param>
internal sealed record ReportSection(string Id, string Title, params Func<RunReport, Figure?>[] Figures)
{
    /// <summary>Writes what comes before the figures.</summary>
    public Action<HtmlWriter, RunReport>? Words { get; init; }

    /// <summary>Adds the section to a page.</summary>
    public void Write(HtmlWriter body, RunReport report) => body.Section(Id, Title, () =>
    {
        Words?.Invoke(body, report);
        foreach (var draw in Figures)
            body.Figure(draw(report));
    });
}
