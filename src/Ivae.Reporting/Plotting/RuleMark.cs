namespace Ivae.Reporting.Plotting;

/// <summary>A dashed upright line over the whole height, with words beside its lower end.</summary>
/// <param name="X">Where the line stands.</param>
/// <param name="Words">What it means.</param>
internal sealed record RuleMark(double X, string Words) : Mark
{
    internal override Interval XExtent => new(X, X);

    internal override void Draw(SvgWriter svg, Frame frame)
    {
        if (!double.IsFinite(X))
            return;
        var x = frame.PixelX(X);
        svg.Stroke($"M{SvgWriter.Point(x, 0)}V{SvgWriter.Number(frame.Height)}", Colour, 1.2, dashes: "4 3");
        var fitsRight = x + 8 + SvgWriter.Width(Words, 14) <= frame.Width;
        svg.Text(fitsRight ? x + 6 : x - 6, frame.Height - 11, Words, 14, fitsRight ? "start" : "end", Palette.Ink);
    }
}
