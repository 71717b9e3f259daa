using System.Globalization;

namespace Ivae.Reporting.Plotting;

/// <summary>
/// A matrix as coloured cells, centred on whole numbers; the numbers are written if cells are large enough to hold all
/// of them, with fewer decimals if need be.
/// </summary>
/// <param name="Values">Values, <c>[rows, columns]</c>; row r is drawn at y = r and column c at x = c.</param>
/// <param name="Scale">Colours of the values.</param>
internal sealed record HeatMapMark(double[,] Values, ColourScale Scale) : Mark
{
    private const double LabelSize = 14;

    /// <summary>Decimals of the numbers in cells, at most.</summary>
    public int Decimals { get; init; } = 2;

    /// <summary>Cells (row, column) with a line around them.</summary>
    public IReadOnlyList<(int Row, int Column)> Outlined { get; init; } = [];

    internal override Interval XExtent => new(-0.5, Values.GetLength(1) - 0.5);

    internal override Interval YExtent => new(-0.5, Values.GetLength(0) - 0.5);

    internal override void Draw(SvgWriter svg, Frame frame)
    {
        svg.Raw($"<g shape-rendering=\"crispEdges\" data-cells=\"{Cells()}\">");
        ForEachCell(frame, (x, y, width, height, value) => svg.Rectangle(x, y, width, height, Scale.Of(value)));
        svg.Raw("</g>");
        foreach (var (row, column) in Outlined)
        {
            var (left, right) = (frame.PixelX(column - 0.5) + 1.5, frame.PixelX(column + 0.5) - 1.5);
            var (top, bottom) = (frame.PixelY(row - 0.5) + 1.5, frame.PixelY(row + 0.5) - 1.5);
            svg.Stroke($"M{SvgWriter.Point(left, top)}H{SvgWriter.Number(right)}V{SvgWriter.Number(bottom)}H"
                + $"{SvgWriter.Number(left)}z",
                "#000", 2.5);
        }

        if (FittingDecimals(frame) is { } decimals)
            ForEachCell(frame, (x, y, width, height, value) => svg.Text(
                x + width / 2, y + height / 2, Ticks.Fixed(value, decimals), LabelSize, "middle",
                IsDark(Scale.Of(value)) ? "#fff" : "#000"));
    }

    /// <summary>
    /// Most decimals with which every number fits its cell; none where not even one does: a cell without its number
    /// among others would look empty.
    /// </summary>
    private int? FittingDecimals(Frame frame)
    {
        for (var decimals = Decimals; decimals >= Math.Min(1, Decimals); decimals--)
        {
            var fits = true;
            ForEachCell(frame, (_, _, width, height, value) => fits &= LabelSize + 3 <= height
                && SvgWriter.Width(Ticks.Fixed(value, decimals), LabelSize) + 4 <= width);
            if (fits)
                return decimals;
        }

        return null;
    }

    /// <summary>The values for those who point at a cell.</summary>
    private string Cells() => string.Join(';', Enumerable.Range(0, Values.GetLength(0)).Select(row => string.Join(' ',
        Enumerable.Range(0, Values.GetLength(1)).Select(column =>
            double.IsFinite(Values[row, column])
                ? Values[row, column].ToString("G4", CultureInfo.InvariantCulture)
                : "–"))));

    private void ForEachCell(Frame frame, Action<double, double, double, double, double> draw)
    {
        for (var row = 0; row < Values.GetLength(0); row++)
            for (var column = 0; column < Values.GetLength(1); column++)
            {
                var (left, right) = (frame.PixelX(column - 0.5), frame.PixelX(column + 0.5));
                var (top, bottom) = (frame.PixelY(row - 0.5), frame.PixelY(row + 0.5));
                draw(left, Math.Min(top, bottom), right - left, Math.Abs(bottom - top), Values[row, column]);
            }
    }

    private static bool IsDark(string colour)
    {
        var bits = Convert.ToInt32(colour[1..], 16);
        return 0.299 * (bits >> 16) + 0.587 * ((bits >> 8) & 255) + 0.114 * (bits & 255) < 118;
    }
}
