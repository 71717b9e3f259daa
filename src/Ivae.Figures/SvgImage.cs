using System.Xml;
using System.Xml.Linq;
using SkiaSharp;

namespace Ivae.Figures;

/// <summary>A figure, which Ivae writes as SVG, as PNG and as PDF.</summary>
public static class SvgImage
{
    private const float PixelsInInch = 96; // of a length without unit, as in CSS
    private const float PointsInInch = 72;

    /// <summary>The figure as PNG on white.</summary>
    /// <param name="svg">The figure.</param>
    /// <param name="dotsPerInch">Dots per inch of its width on paper, from 10 to 2400.</param>
    /// <exception cref="ArgumentException"><paramref name="svg"/> is no figure of Ivae.</exception>
    /// <exception cref="NotSupportedException">The system lacks what drawing needs; the message says what.</exception>
    public static byte[] ToPng(string svg, double dotsPerInch = 300)
    {
        ArgumentNullException.ThrowIfNull(svg);
        if (dotsPerInch is not (>= 10 and <= 2400))
            throw new ArgumentOutOfRangeException(nameof(dotsPerInch), dotsPerInch, "Dots per inch are 10 to 2400.");
        return Drawn(svg, picture =>
        {
            var scale = (float)dotsPerInch / PixelsInInch;
            var size = picture.CullRect;
            var (width, height) =
                ((int)MathF.Ceiling(size.Width * scale), (int)MathF.Ceiling(size.Height * scale));
            using var surface = SKSurface.Create(new SKImageInfo(width, height));
            surface.Canvas.Clear(SKColors.White);
            surface.Canvas.Scale(scale);
            surface.Canvas.DrawPicture(picture);
            using var image = surface.Snapshot();
            using var data = image.Encode(SKEncodedImageFormat.Png, 100);
            return data.ToArray();
        });
    }

    /// <summary>The figure as PDF of one page of its size; text stays text, with the fonts inside.</summary>
    /// <param name="svg">The figure.</param>
    /// <exception cref="ArgumentException"><paramref name="svg"/> is no figure of Ivae.</exception>
    /// <exception cref="NotSupportedException">The system lacks what drawing needs; the message says what.</exception>
    public static byte[] ToPdf(string svg)
    {
        ArgumentNullException.ThrowIfNull(svg);
        return Drawn(svg, picture =>
        {
            const float Scale = PointsInInch / PixelsInInch;
            var size = picture.CullRect;
            using var stream = new MemoryStream();
            // Without a date: equal figures give equal files.
            using (var document = SKDocument.CreatePdf(stream, new SKDocumentPdfMetadata { Producer = "Ivae" }))
            {
                var canvas = document.BeginPage(size.Width * Scale, size.Height * Scale);
                canvas.Scale(Scale);
                canvas.DrawPicture(picture);
                document.EndPage();
                document.Close();
            }

            return stream.ToArray();
        });
    }

    private static byte[] Drawn(string svg, Func<SKPicture, byte[]> draw)
    {
        try
        {
            if (XDocument.Parse(svg).Root is not { Name.LocalName: "svg" } root)
                throw new ArgumentException("It is no SVG.", nameof(svg));
            using var picture = SvgDrawing.Of(root);
            return draw(picture);
        }
        catch (XmlException cause)
        {
            throw new ArgumentException($"It is no SVG: {cause.Message}", nameof(svg), cause);
        }
        catch (Exception cause) when (Missing(cause) is { } library)
        {
            throw new NotSupportedException("PNG and PDF need libfontconfig and SkiaSharp's library for this system "
                + $"({library.Message.Split('\n')[0].TrimEnd('.')}). On Debian: apt-get install libfontconfig1. SVG "
                + "needs neither.", cause);
        }
    }

    private static Exception? Missing(Exception? cause) =>
        cause is null or DllNotFoundException ? cause : Missing(cause.InnerException);
}
