namespace Ivae.Reporting.Plotting;

/// <summary>Something drawn in the coordinates of a plot.</summary>
internal abstract record Mark
{
    /// <summary>Name in the key of the figure; without one, the mark is not in the key.</summary>
    public string Name { get; init; } = "";

    /// <summary>Colour as <c>#rrggbb</c>; those of <see cref="Palette"/> adapt to dark pages.</summary>
    public string Colour { get; init; } = Palette.Categories[0];

    /// <summary>Opacity, 0 … 1.</summary>
    public double Opacity { get; init; } = 1;

    internal virtual Interval XExtent => Interval.Empty;

    internal virtual Interval YExtent => Interval.Empty;

    internal abstract void Draw(SvgWriter svg, Frame frame);

    /// <summary>The sample of the mark in the key, 16 pixels wide, around the height <paramref name="y"/>.</summary>
    internal virtual void DrawKey(SvgWriter svg, double x, double y) =>
        svg.Fill($"M{SvgWriter.Point(x + 2, y - 6)}h12v12h-12z", Colour, Opacity);
}
