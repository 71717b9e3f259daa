namespace Ivae.Reporting.Plotting;

/// <summary>A dashed upright line over the whole height, with words beside its upper end.</summary>
/// <param name="X">Where the line stands.</param>
/// <param name="Words">What it means.</param>
public sealed record RuleMark(double X, string Words) : Mark
{
    internal override Interval XExtent => new(X, X);

    internal override void Draw(SvgWriter svg, Frame frame)
    {
        var x = frame.PixelX(X);
        svg.Stroke($"M{SvgWriter.Point(x, 0)}V{SvgWriter.Number(frame.Height)}", Colour, 1.2, dashes: "4 3");
        var fitsRight = x + 8 + SvgWriter.Width(Words, 13) <= frame.Width;
        svg.Text(fitsRight ? x + 6 : x - 6, 11, Words, 13, fitsRight ? "start" : "end", Palette.Ink);
    }
}
