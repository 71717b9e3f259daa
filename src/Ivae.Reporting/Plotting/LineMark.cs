using System.Text;

namespace Ivae.Reporting.Plotting;

/// <summary>A line through points in the given order, broken where a value is not finite.</summary>
/// <param name="X">Abscissae, <c>[n]</c>.</param>
/// <param name="Y">Ordinates, <c>[n]</c>.</param>
/// <remarks>Where x rises and points are denser than pixels, only the lowest and the highest of each pixel are
/// drawn.</remarks>
internal sealed record LineMark(double[] X, double[] Y) : Mark
{
    /// <summary>Width in pixels.</summary>
    public double Width { get; init; } = 1.5;

    /// <summary>Whether the line is dashed.</summary>
    public bool Dashed { get; init; }

    internal override Interval XExtent => Interval.Of(X);

    internal override Interval YExtent => Interval.Of(Y);

    internal override void Draw(SvgWriter svg, Frame frame)
    {
        var path = new StringBuilder();
        var pen = 'M';
        foreach (var i in Kept(frame))
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

    private IEnumerable<int> Kept(Frame frame)
    {
        var buckets = (int)Math.Ceiling((frame.PixelX(XExtent.High) - frame.PixelX(XExtent.Low)) / 1.6) + 1;
        return X.Length > 4 * buckets && IsRising() ? Thinning.LowHigh(Y, buckets) : Enumerable.Range(0, X.Length);
    }

    private bool IsRising()
    {
        for (var i = 1; i < X.Length; i++)
            if (!(X[i] >= X[i - 1]))
                return false;
        return true;
    }
}
