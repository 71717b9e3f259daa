using System.Text;

namespace Ivae.Reporting.Plotting;

/// <summary>A line through points in the given order, broken where a value is not finite.</summary>
/// <param name="X">Abscissae, <c>[n]</c>.</param>
/// <param name="Y">Ordinates, <c>[n]</c>.</param>
/// <remarks>Where x rises and points are denser than pixels, the line is a band from the lowest to the highest value of
/// each column of pixels.</remarks>
internal sealed record LineMark(double[] X, double[] Y) : Mark
{
    private const int RowsInPixel = 2;

    /// <summary>Width in pixels.</summary>
    public double Width { get; init; } = 1.5;

    /// <summary>Whether the line is dashed.</summary>
    public bool Dashed { get; init; }

    internal override Interval XExtent => Interval.Of(X);

    internal override Interval YExtent => Interval.Of(Y);

    internal override void Draw(SvgWriter svg, Frame frame)
    {
        var pixels = frame.PixelX(XExtent.High) - frame.PixelX(XExtent.Low) + 1;
        if (X.Length > RowsInPixel * pixels && IsRising())
        {
            DrawBands(svg, frame);
            return;
        }

        var path = new StringBuilder();
        var pen = 'M';
        for (var i = 0; i < X.Length; i++)
        {
            if (!double.IsFinite(X[i]) || !double.IsFinite(Y[i]))
            {
                pen = 'M';
                continue;
            }

            path.Append(pen).Append(SvgWriter.Point(frame.PixelX(X[i]), frame.PixelY(Y[i])));
            pen = 'L';
        }

        if (path.Length > 0)
            svg.Stroke(path.ToString(), Colour, Width, Opacity, round: true, Dashed ? "5 4" : "");
    }

    internal override void DrawKey(SvgWriter svg, double x, double y) =>
        svg.Stroke($"M{SvgWriter.Point(x, y)}h16", Colour, Math.Max(Width, 2), Opacity, dashes: Dashed ? "5 4" : "");

    /// <summary>The area from the lowest to the highest value of each column of pixels.</summary>
    private void DrawBands(SvgWriter svg, Frame frame)
    {
        var (path, columns) = (new StringBuilder(), new List<(double X, double Top, double Bottom)>());
        for (var i = 0; i < X.Length; i++)
        {
            if (!double.IsFinite(X[i]) || !double.IsFinite(Y[i]))
            {
                Close();
                continue;
            }

            var (x, y) = (Math.Floor(frame.PixelX(X[i])) + 0.5, frame.PixelY(Y[i]));
            if (columns.Count > 0 && columns[^1].X == x)
                columns[^1] = (x, Math.Min(columns[^1].Top, y), Math.Max(columns[^1].Bottom, y));
            else
                columns.Add((x, y, y));
        }

        Close();
        svg.Band(path.ToString(), Colour, Width, Opacity);

        void Close()
        {
            foreach (var (i, (x, top, _)) in columns.Index())
                path.Append(i == 0 ? 'M' : 'L').Append(SvgWriter.Point(x, top));
            foreach (var (x, _, bottom) in columns.AsEnumerable().Reverse())
                path.Append('L').Append(SvgWriter.Point(x, bottom));
            path.Append(columns.Count > 0 ? "z" : "");
            columns.Clear();
        }
    }

    private bool IsRising()
    {
        for (var i = 1; i < X.Length; i++)
            if (!(X[i] >= X[i - 1]))
                return false;
        return true;
    }
}
