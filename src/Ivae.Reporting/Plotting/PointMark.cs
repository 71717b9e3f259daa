using System.Text;

namespace Ivae.Reporting.Plotting;

/// <summary>Points; of more than <see cref="Limit"/>, a stratified sample is drawn.</summary>
/// <param name="X">Abscissae, <c>[n]</c>.</param>
/// <param name="Y">Ordinates, <c>[n]</c>.</param>
internal sealed record PointMark(double[] X, double[] Y) : Mark
{
    /// <summary>Diameter in pixels.</summary>
    public double Size { get; init; } = 3;

    /// <summary>Largest number of points drawn.</summary>
    public int Limit { get; init; } = 3000;

    internal override Interval XExtent => Interval.Of(X);

    internal override Interval YExtent => Interval.Of(Y);

    internal override void Draw(SvgWriter svg, Frame frame)
    {
        // A dot is a line of no length with round ends: one path for all points keeps files small.
        var path = new StringBuilder();
        foreach (var i in Thinning.Stratified(X.Length, Limit))
            if (double.IsFinite(X[i]) && double.IsFinite(Y[i]))
                path.Append('M').Append(SvgWriter.Point(frame.PixelX(X[i]), frame.PixelY(Y[i]))).Append("h0");
        if (path.Length > 0)
            svg.Stroke(path.ToString(), Colour, Size, Opacity, round: true);
    }

    internal override void DrawKey(SvgWriter svg, double x, double y) =>
        svg.Stroke($"M{SvgWriter.Point(x + 8, y)}h0", Colour, Math.Max(Size, 8), round: true);
}
