using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Ivae.Reporting.Plotting;

/// <summary>Marks over one pair of axes.</summary>
internal sealed record Plot
{
    /// <summary>Short title above the plot.</summary>
    public string Title { get; init; } = "";

    /// <summary>Horizontal axis.</summary>
    public Axis X { get; init; } = new();

    /// <summary>Vertical axis.</summary>
    public Axis Y { get; init; } = new();

    /// <summary>What is drawn, the hindmost first.</summary>
    public required IReadOnlyList<Mark> Marks { get; init; }

    /// <summary>Height of the area of the marks in pixels.</summary>
    public double Height { get; init; } = 220;

    /// <summary>
    /// Name of the values in the rows of the page that this plot draws over the rows; zoom draws them anew.
    /// </summary>
    public string Trace { get; init; } = "";

    /// <summary>Number of the latent that this plot is of, from 1, by which a page switches it on and off.</summary>
    public int? Latent { get; init; }

    /// <summary>Whether axes, grid and frame are drawn; without them a plot is a place for text.</summary>
    public bool Framed { get; init; } = true;

    /// <summary>What the script of a page has to know of the plot, and the end of its tag.</summary>
    public string Attributes(Frame frame)
    {
        if (!Framed)
            return ">";
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $" data-frame=\"{frame.Width:0.##} {frame.Height:0.##}\"");
        text.Append(CultureInfo.InvariantCulture, $" data-x=\"{frame.X.Low:G9} {frame.X.High:G9}\"");
        text.Append(CultureInfo.InvariantCulture, $" data-y=\"{frame.Y.Low:G9} {frame.Y.High:G9}\"");
        Add("xname", X.Label);
        Add("yname", Y.Label);
        Add("xnames", X.Categories is { } names ? List(names) : "");
        Add("ynames", Y.Categories is { } others ? List(others) : "");
        Add("trace", Trace);
        Add("latent", Latent?.ToString(CultureInfo.InvariantCulture) ?? "");
        return text.Append('>').ToString();

        static string List(IReadOnlyList<string> names) =>
            JsonSerializer.Serialize(names, RunContext.Default.IReadOnlyListString);

        void Add(string name, string value)
        {
            if (value.Length > 0)
                text.Append($" data-{name}=\"{SvgWriter.Escape(value)}\"");
        }
    }
}
