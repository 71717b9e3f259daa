using System.Globalization;
using System.Text;

namespace Ivae.Reporting.Plotting;

/// <summary>
/// The few shapes figures are made of, written as compact SVG. Colours are plain attributes, which a style sheet may
/// override.
/// </summary>
internal sealed class SvgWriter
{
    private readonly StringBuilder text = new();

    public override string ToString() => text.ToString();

    public void Raw(string markup) => text.Append(markup);

    public void Rectangle(double x, double y, double width, double height, string fill)
    {
        text.Append(
            $"<rect x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(width)}\" height=\"{Number(height)}\" ");
        text.Append($"fill=\"{fill}\"/>");
    }

    public void Fill(string path, string fill, double opacity = 1) =>
        text.Append($"<path d=\"{path}\" fill=\"{fill}\"{Opacity(opacity)}/>");

    public void Stroke(
        string path, string stroke, double width, double opacity = 1, bool round = false, string dashes = "")
    {
        text.Append(
            $"<path d=\"{path}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{Number(width)}\"{Opacity(opacity)}");
        text.Append(round ? " stroke-linecap=\"round\" stroke-linejoin=\"round\"" : "");
        text.Append(dashes.Length > 0 ? $" stroke-dasharray=\"{dashes}\"/>" : "/>");
    }

    /// <summary>An area with an outline, so that it is seen where it is thin.</summary>
    public void Band(string path, string colour, double width, double opacity) =>
        text.Append($"<path d=\"{path}\" fill=\"{colour}\" stroke=\"{colour}\" stroke-width=\"{Number(width)}\" "
            + $"stroke-linejoin=\"round\"{Opacity(opacity)}/>");

    /// <summary>Text whose middle height lies at <paramref name="y"/>.</summary>
    public void Text(double x, double y, string words, double size, string anchor = "start", string fill = Palette.Ink,
        bool bold = false,
        bool upwards = false)
    {
        // Half the height of a capital, since "dominant-baseline" is not understood everywhere.
        var down = 0.36 * size;
        var place = upwards
            ? $"transform=\"translate({Number(x + down)} {Number(y)}) rotate(-90)\""
            : $"x=\"{Number(x)}\" y=\"{Number(y + down)}\"";
        text.Append($"<text {place} font-size=\"{Number(size)}\" fill=\"{fill}\"");
        text.Append(anchor == "start" ? "" : $" text-anchor=\"{anchor}\"");
        text.Append(bold ? " font-weight=\"600\">" : ">").Append(Escape(words)).Append("</text>");
    }

    /// <summary>Width in pixels of a picture that wide on paper, where text of 14 pixels is 7 pt high.</summary>
    public static double Pixels(double millimetres) => Math.Round(millimetres * 14 / (7 * 25.4 / 72));

    /// <summary>Attributes of the size of a picture: in pixels, or in millimetres of paper.</summary>
    public static string Size(double width, double height, double? millimetres = null) => millimetres is { } paper
        ? $" width=\"{Number(paper)}mm\" height=\"{Number(paper * height / width)}mm\""
        : $" width=\"{Number(width)}\" height=\"{Number(height)}\"";

    /// <summary>Words of a text in small letters, as for the name of a file.</summary>
    public static IEnumerable<string> Words(string text) =>
        new string([.. text.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A coordinate with at most two decimals.</summary>
    public static string Number(double value)
    {
        var rounded = Math.Round(value, 2) + 0.0;
        return rounded.ToString("0.##", CultureInfo.InvariantCulture);
    }

    /// <summary>A point of a path, to a tenth of a pixel.</summary>
    public static string Point(double x, double y) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Round(x, 1) + 0.0:0.#} {Math.Round(y, 1) + 0.0:0.#}");

    /// <summary>Text made safe for XML and HTML, between tags and in quoted attributes.</summary>
    public static string Escape(string words)
    {
        var safe = new StringBuilder(words.Length);
        foreach (var rune in words.EnumerateRunes()) // a lone surrogate comes out as U+FFFD
            safe.Append(rune.Value switch
            {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                '"' => "&quot;",
                '\'' => "&#39;",
                '\t' or '\n' or '\r' => " ",
                < 32 or 0x7F or 0xFFFE or 0xFFFF => "\uFFFD",
                _ => rune.ToString(),
            });
        return safe.ToString();
    }

    /// <summary>About how wide text will be, in pixels; there is no font to ask.</summary>
    public static double Width(string words, double size)
    {
        var em = 0.0;
        foreach (var rune in words.EnumerateRunes())
            em += rune.Value switch
            {
                'i' or 'j' or 'l' or '.' or ',' or ':' or '\'' or '|' or '!' => 0.3,
                ' ' or '\u2009' or 't' or 'f' or 'r' or '(' or ')' or '-' or '/' => 0.38,
                'm' or 'w' or 'M' or 'W' or '−' or '×' => 0.85,
                >= 'A' and <= 'Z' => 0.68,
                >= 0x2E80 => 1,
                _ => 0.59,
            };
        return em * size;
    }

    /// <summary>
    /// Text cut so that it takes at most <paramref name="width"/> pixels, with an ellipsis where something is missing.
    /// </summary>
    public static string Shorten(string words, double size, double width)
    {
        if (Width(words, size) <= width)
            return words;
        var runes = words.EnumerateRunes().ToList();
        for (var keep = runes.Count - 1; keep > 0; keep--)
        {
            var cut = string.Concat(runes.Take(keep)).TrimEnd() + "…";
            if (keep == 1 || Width(cut, size) <= width)
                return cut;
        }

        return words;
    }

    private static string Opacity(double opacity) => opacity < 1 ? $" opacity=\"{Number(opacity)}\"" : "";
}
