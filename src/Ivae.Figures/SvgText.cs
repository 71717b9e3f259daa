using System.Xml.Linq;
using SkiaSharp;
using SkiaSharp.HarfBuzz;

namespace Ivae.Figures;

/// <summary>
/// Draws words in the first of their fonts that the system has; letters that it lacks in any font that has them.
/// </summary>
internal sealed class SvgText : IDisposable
{
    private const int Bold = 600;

    private readonly Dictionary<(string Families, int Weight), SKTypeface> typefaces = [];
    private readonly Dictionary<(SKTypeface Typeface, int Weight, float Size), SKFont> fonts = [];
    private readonly Dictionary<SKTypeface, SKShaper> shapers = [];

    public void Dispose()
    {
        foreach (var shaper in shapers.Values)
            shaper.Dispose();
        foreach (var font in fonts.Values)
            font.Dispose();
    }

    /// <summary>Words on a line that starts, has its middle or ends at <paramref name="x"/>.</summary>
    public void Draw(SKCanvas canvas, XElement element, float x, float y, SKPaint paint)
    {
        var runs = Runs(element);
        var widths = runs.ConvertAll(Width);
        var width = widths.Sum();
        x -= SvgDrawing.Inherited(element, "text-anchor") switch { "middle" => width / 2, "end" => width, _ => 0 };
        foreach (var (run, runWidth) in runs.Zip(widths))
        {
            canvas.DrawShapedText(Shaper(run.Font), run.Words, x, y, SKTextAlign.Left, run.Font, paint);
            x += runWidth;
        }
    }

    private float Width((string Words, SKFont Font) run) => Shaper(run.Font).Shape(run.Words, run.Font).Width;

    /// <summary>The words in pieces of one font each.</summary>
    private List<(string Words, SKFont Font)> Runs(XElement element)
    {
        var weight = SvgDrawing.Inherited(element, "font-weight") switch
        {
            null or "normal" => (int)SKFontStyleWeight.Normal,
            "bold" => (int)SKFontStyleWeight.Bold,
            var number => (int)SvgDrawing.Number(number),
        };
        var size = SvgDrawing.Number(SvgDrawing.Inherited(element, "font-size") ?? "16");
        var families = SvgDrawing.Inherited(element, "font-family") ?? "sans-serif";
        var first = Font(Typeface(families, weight), weight, size);
        var runs = new List<(string Words, SKFont Font)>();
        foreach (var rune in element.Value.EnumerateRunes())
        {
            var font = first.ContainsGlyph(rune.Value) ? first
                : runs.Count > 0 && runs[^1].Font.ContainsGlyph(rune.Value) ? runs[^1].Font
                : SKFontManager.Default.MatchCharacter(null, Style(weight), null, rune.Value) is { } other
                    ? Font(other, weight, size)
                    : first;
            if (runs.Count > 0 && runs[^1].Font == font)
                runs[^1] = (runs[^1].Words + rune, font);
            else
                runs.Add((rune.ToString(), font));
        }

        return runs;
    }

    private SKTypeface Typeface(string families, int weight)
    {
        if (typefaces.TryGetValue((families, weight), out var typeface))
            return typeface;
        foreach (var family in families.Split(','))
        {
            typeface = SKFontManager.Default.MatchFamily(family.Trim(' ', '\'', '"'), Style(weight));
            if (typeface is not null)
                break;
        }

        return typefaces[(families, weight)] = typeface ?? SKTypeface.Default;
    }

    private SKFont Font(SKTypeface typeface, int weight, float size) =>
        fonts.TryGetValue((typeface, weight, size), out var font) ? font
            : fonts[(typeface, weight, size)] = new SKFont(typeface, size)
            {
                Subpixel = true,
                Hinting = SKFontHinting.None,
                Embolden = weight >= Bold && typeface.FontWeight < Bold,
            };

    private SKShaper Shaper(SKFont font) =>
        shapers.TryGetValue(font.Typeface, out var shaper) ? shaper
            : shapers[font.Typeface] = new SKShaper(font.Typeface);

    private static SKFontStyle Style(int weight) =>
        new(weight, (int)SKFontStyleWidth.Normal, SKFontStyleSlant.Upright);
}
