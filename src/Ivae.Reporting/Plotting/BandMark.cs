using System.Text;

namespace Ivae.Reporting.Plotting;

/// <summary>The area between two curves, such as an interval of uncertainty.</summary>
/// <param name="X">Abscissae, <c>[n]</c>.</param>
/// <param name="Low">Lower curve, <c>[n]</c>.</param>
/// <param name="High">Upper curve, <c>[n]</c>.</param>
internal sealed record BandMark(double[] X, double[] Low, double[] High) : Mark
{
    internal override Interval XExtent => Interval.Of(X);

    internal override Interval YExtent => Interval.Of(Low).Union(Interval.Of(High));

    internal override void Draw(SvgWriter svg, Frame frame)
    {
        var finite = Enumerable.Range(0, X.Length).Where(i => double.IsFinite(X[i] + Low[i] + High[i])).ToArray();
        if (finite.Length == 0)
            return;
        var path = new StringBuilder();
        foreach (var i in finite)
            path.Append(path.Length == 0 ? 'M' : 'L')
                .Append(SvgWriter.Point(frame.PixelX(X[i]), frame.PixelY(High[i])));
        foreach (var i in finite.Reverse())
            path.Append('L').Append(SvgWriter.Point(frame.PixelX(X[i]), frame.PixelY(Low[i])));
        svg.Fill(path.Append('z').ToString(), Colour, Opacity);
    }
}
