namespace Ivae.Reporting.Plotting;

/// <summary>Words centred at a point.</summary>
/// <param name="X">Abscissa.</param>
/// <param name="Y">Ordinate.</param>
/// <param name="Words">The words.</param>
internal sealed record TextMark(double X, double Y, string Words) : Mark
{
    /// <summary>Height of the font in pixels.</summary>
    public double Size { get; init; } = 14;

    internal override void Draw(SvgWriter svg, Frame frame)
    {
        if (double.IsFinite(X) && double.IsFinite(Y))
            svg.Text(frame.PixelX(X), frame.PixelY(Y), Words, Size, "middle", Colour);
    }
}
