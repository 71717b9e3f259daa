namespace Ivae.Reporting.Plotting;

/// <summary>An arrow between two points that leaves room for what stands there.</summary>
/// <param name="X">Abscissae of start and end, <c>[2]</c>.</param>
/// <param name="Y">Ordinates of start and end, <c>[2]</c>.</param>
internal sealed record ArrowMark(double[] X, double[] Y) : Mark
{
    private const double HeadLength = 9;

    /// <summary>Pixels left free at both ends.</summary>
    public double Room { get; init; } = 22;

    /// <summary>Width in pixels.</summary>
    public double Width { get; init; } = 2;

    /// <summary>Whether it ends in a head; without, it is a dashed line.</summary>
    public bool Headed { get; init; } = true;

    internal override Interval XExtent => Interval.Of(X);

    internal override Interval YExtent => Interval.Of(Y);

    internal override void Draw(SvgWriter svg, Frame frame)
    {
        var (x0, y0, x1, y1) = (frame.PixelX(X[0]), frame.PixelY(Y[0]), frame.PixelX(X[1]), frame.PixelY(Y[1]));
        var length = Math.Sqrt((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0));
        if (!(length > 2 * Room))
            return;
        var (dx, dy) = ((x1 - x0) / length, (y1 - y0) / length);
        (x0, y0, x1, y1) = (x0 + Room * dx, y0 + Room * dy, x1 - Room * dx, y1 - Room * dy);
        svg.Stroke($"M{SvgWriter.Point(x0, y0)}L{SvgWriter.Point(x1, y1)}", Colour, Width, Opacity,
            dashes: Headed ? "" : "5 4");
        if (!Headed)
            return;
        var (backX, backY) = (x1 - HeadLength * dx, y1 - HeadLength * dy);
        svg.Fill($"M{SvgWriter.Point(x1, y1)}L"
            + $"{SvgWriter.Point(backX - 0.5 * HeadLength * dy, backY + 0.5 * HeadLength * dx)} "
            + $"{SvgWriter.Point(backX + 0.5 * HeadLength * dy, backY - 0.5 * HeadLength * dx)}Z", Colour, Opacity);
    }
}
