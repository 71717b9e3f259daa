using System.Globalization;
using System.Text;
using Ivae.Reporting.Plotting;

namespace Ivae.Reporting;

/// <summary>The few elements the report is made of; every text is escaped.</summary>
internal sealed class HtmlWriter
{
    private readonly StringBuilder html = new();
    private readonly List<(string Id, string Title)> sections = [];
    private readonly List<PageFigure> figures = [];

    public IReadOnlyList<(string Id, string Title)> Sections => sections;

    public IReadOnlyList<PageFigure> Figures => figures;

    public override string ToString() => html.ToString();

    public void Raw(string markup) => html.Append(markup);

    public void Paragraph(string words, string className = "") =>
        html.Append(className.Length > 0 ? $"<p class=\"{className}\">" : "<p>").Append(SvgWriter.Escape(words))
            .Append("</p>\n");

    /// <summary>
    /// A heading with what <paramref name="write"/> puts below it; nothing at all when it puts nothing.
    /// </summary>
    public void Section(string id, string title, Action write)
    {
        var start = html.Length;
        write();
        if (html.Length == start)
            return;
        html.Insert(start, $"<section id=\"{id}\">\n<h2>{SvgWriter.Escape(title)}</h2>\n");
        html.Append("</section>\n");
        sections.Add((id, title));
    }

    public void Figure(Figure? figure)
    {
        if (figure is null)
            return;
        Figure(figure.Title, figure.ToInlineSvg(), figure.ToSvg,
            $"<b>{SvgWriter.Escape(figure.Title)}.</b> {SvgWriter.Escape(figure.Description)}",
            $" style=\"max-width:{SvgWriter.Number(1.18 * figure.Width)}px\"");
    }

    /// <summary>A picture that is no <see cref="Plotting.Figure"/>.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="svg">The picture on the page.</param>
    /// <param name="draw">The picture for a file, from its width in millimetres.</param>
    /// <param name="caption">Markup below it.</param>
    /// <param name="style">Attributes of its place.</param>
    public void Figure(string title, string svg, Func<double, string> draw, string caption, string style = "")
    {
        var name = PageFigure.NameOf(title);
        var number = figures.Count(other => $"{other.Name}-".StartsWith($"{name}-", StringComparison.Ordinal));
        if (number > 0)
            name = string.Create(CultureInfo.InvariantCulture, $"{name}-{number + 1}");
        figures.Add(new PageFigure(name, draw));
        html.Append($"<figure data-name=\"{name}\">\n<div class=\"plot\"{style}>").Append(svg);
        html.Append($"</div>\n<figcaption>{caption}</figcaption>\n</figure>\n");
    }

    public void List(IEnumerable<string> sentences)
    {
        html.Append("<ul class=\"plain\">\n");
        foreach (var sentence in sentences)
            html.Append("<li>").Append(SvgWriter.Escape(sentence)).Append("</li>\n");
        html.Append("</ul>\n");
    }

    /// <summary>A table whose first column names the row and whose others are numbers.</summary>
    public void Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        html.Append("<div class=\"scroll\"><table>\n<thead><tr>");
        for (var column = 0; column < header.Count; column++)
            html.Append(column == 0 ? "<th scope=\"col\">" : "<th scope=\"col\" class=\"number\">")
                .Append(SvgWriter.Escape(header[column])).Append("</th>");
        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in rows)
        {
            html.Append("<tr>");
            for (var column = 0; column < row.Count; column++)
                html.Append(column == 0 ? "<td class=\"name\">" : "<td class=\"number\">")
                    .Append(SvgWriter.Escape(row[column])).Append("</td>");
            html.Append("</tr>\n");
        }

        html.Append("</tbody></table></div>\n");
    }

    /// <summary>A table of names and values.</summary>
    public void Facts(IEnumerable<KeyValuePair<string, string>> facts)
    {
        html.Append("<table class=\"facts\">\n<tbody>\n");
        foreach (var (name, value) in facts)
            html.Append(
                $"<tr><th scope=\"row\">{SvgWriter.Escape(name)}</th><td>{SvgWriter.Escape(value)}</td></tr>\n");
        html.Append("</tbody></table>\n");
    }
}
