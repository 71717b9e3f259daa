using System.Globalization;
using System.Xml.Linq;
using SkiaSharp;

namespace Ivae.Figures;

/// <summary>
/// Draws what Ivae's figures are made of: <c>svg</c>, <c>g</c>, <c>rect</c>, <c>path</c> and <c>text</c> with plain
/// attributes. What it does not know is refused, so that no part of a figure is missing without a word.
/// </summary>
internal sealed class SvgDrawing : IDisposable
{
    private const float PixelsInMillimetre = 96 / 25.4f;

    private readonly SvgText text = new();
    private readonly SKCanvas canvas;

    private SvgDrawing(SKCanvas canvas) => this.canvas = canvas;

    public void Dispose() => text.Dispose();

    /// <exception cref="ArgumentException">It has what no figure has.</exception>
    public static SKPicture Of(XElement svg)
    {
        var (width, height) = (Length(svg, "width"), Length(svg, "height"));
        if (!(width > 0 && height > 0))
            throw new ArgumentException("It has nothing to draw.", nameof(svg));
        using var recorder = new SKPictureRecorder();
        var canvas = recorder.BeginRecording(SKRect.Create(width, height));
        if (svg.Attribute("viewBox")?.Value is { } box)
        {
            var edges = Numbers(box);
            canvas.Scale(width / edges[2], height / edges[3]);
            canvas.Translate(-edges[0], -edges[1]);
        }

        using var drawing = new SvgDrawing(canvas);
        drawing.DrawChildren(svg);
        return recorder.EndRecording();
    }

    private void DrawChildren(XElement parent)
    {
        foreach (var element in parent.Elements())
            if (element.Name.LocalName is not ("title" or "desc"))
                Draw(element);
    }

    private void Draw(XElement element)
    {
        canvas.Save();
        Transform(element.Attribute("transform")?.Value ?? "");
        switch (element.Name.LocalName)
        {
            case "g":
                DrawChildren(element);
                break;
            case "svg": // inside: it cuts off what leaves it
                canvas.ClipRect(SKRect.Create(Length(element, "width"), Length(element, "height")));
                DrawChildren(element);
                break;
            case "rect":
                var (place, round) = (Place(element), Length(element, "rx"));
                Paint(element, paint => canvas.DrawRoundRect(place, round, round, paint));
                break;
            case "path":
                using (var path = SKPath.ParseSvgPathData(element.Attribute("d")?.Value ?? ""))
                    Paint(element, paint => canvas.DrawPath(path, paint));
                break;
            case "text":
                var (x, y) = (Length(element, "x"), Length(element, "y"));
                Paint(element, paint => text.Draw(canvas, element, x, y, paint));
                break;
            default:
                throw new ArgumentException($"It has <{element.Name.LocalName}>, which no figure has.");
        }

        canvas.Restore();
    }

    private void Transform(string operations)
    {
        foreach (var operation in operations.Split(')', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = operation.IndexOf('(', StringComparison.Ordinal);
            var numbers = Numbers(operation[(at + 1)..]);
            switch (operation[..Math.Max(at, 0)].Trim())
            {
                case "translate":
                    canvas.Translate(numbers[0], numbers.Length > 1 ? numbers[1] : 0);
                    break;
                case "rotate" when numbers.Length == 1:
                    canvas.RotateDegrees(numbers[0]);
                    break;
                default:
                    throw new ArgumentException($"It has the transform \"{operation})\", which no figure has.");
            }
        }
    }

    /// <summary>Its area, then its outline; together under one opacity.</summary>
    private void Paint(XElement element, Action<SKPaint> draw)
    {
        var opacity = Number(element.Attribute("opacity")?.Value ?? "1");
        using var paint = new SKPaint { IsAntialias = Inherited(element, "shape-rendering") != "crispEdges" };
        var (fill, stroke) = (Colour(Inherited(element, "fill") ?? "#000"), Colour(Inherited(element, "stroke")));
        var layer = opacity < 1 && fill is not null && stroke is not null;
        if (layer)
        {
            using var whole = new SKPaint { ColorF = new SKColorF(0, 0, 0, opacity) };
            canvas.SaveLayer(whole);
        }

        SKColorF Seen(SKColorF colour) => layer ? colour : colour.WithAlpha(colour.Alpha * opacity);
        if (fill is { } area)
        {
            paint.ColorF = Seen(area);
            draw(paint);
        }

        if (stroke is { } line)
        {
            paint.ColorF = Seen(line);
            SetStroke(paint, element);
            using var dashes = paint.PathEffect;
            draw(paint);
        }

        if (layer)
            canvas.Restore();
    }

    private static void SetStroke(SKPaint paint, XElement element)
    {
        paint.Style = SKPaintStyle.Stroke;
        paint.StrokeWidth = Number(Inherited(element, "stroke-width") ?? "1");
        paint.StrokeMiter = 4;
        if (Inherited(element, "stroke-linecap") == "round")
            paint.StrokeCap = SKStrokeCap.Round;
        if (Inherited(element, "stroke-linejoin") == "round")
            paint.StrokeJoin = SKStrokeJoin.Round;
        if (Inherited(element, "stroke-dasharray") is { } dashes and not "none")
            paint.PathEffect = SKPathEffect.CreateDash(Numbers(dashes), 0);
    }

    /// <summary>An attribute of the element or of the nearest that it lies in.</summary>
    internal static string? Inherited(XElement? element, string name)
    {
        for (; element is not null; element = element.Parent)
            if (element.Attribute(name)?.Value is { } value)
                return value;
        return null;
    }

    /// <summary>An attribute in pixels or millimetres; 0 where it is missing.</summary>
    private static float Length(XElement element, string name)
    {
        var value = element.Attribute(name)?.Value ?? "0";
        return value.EndsWith("mm", StringComparison.Ordinal)
            ? PixelsInMillimetre * Number(value[..^2])
            : Number(value);
    }

    private static SKRect Place(XElement element) => SKRect.Create(
        Length(element, "x"), Length(element, "y"), Length(element, "width"), Length(element, "height"));

    private static SKColorF? Colour(string? value) =>
        value is null or "none" ? null
            : SKColor.TryParse(value, out var colour) ? colour
                : throw new ArgumentException($"It has the colour \"{value}\", which no figure has.");

    internal static float Number(string value) =>
        float.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ArgumentException($"It has \"{value}\" where a number belongs.");

    private static float[] Numbers(string values) =>
        [.. values.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(Number)];
}
