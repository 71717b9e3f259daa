using System.Text;

namespace Ivae.Reporting.Plotting;

/// <summary>Upright bars from zero.</summary>
/// <param name="X">Centres, <c>[n]</c>.</param>
/// <param name="Heights">Heights, <c>[n]</c>.</param>
/// <param name="Width">Width of every bar, in units of x.</param>
internal sealed record BarMark(double[] X, double[] Heights, double Width) : Mark
{
    internal override Interval XExtent =>
        Interval.Of(X) switch { var x => new Interval(x.Low - Width / 2, x.High + Width / 2) };

    internal override Interval YExtent => Interval.Of(Heights).Union(new Interval(0, 0));

    internal override void Draw(SvgWriter svg, Frame frame)
    {
        var path = new StringBuilder();
        var zero = frame.PixelY(0);
        for (var i = 0; i < X.Length; i++)
        {
            if (!double.IsFinite(X[i] + Heights[i]))
                continue;
            var (left, right) = (frame.PixelX(X[i] - Width / 2), frame.PixelX(X[i] + Width / 2));
            path.Append('M').Append(SvgWriter.Point(left, zero)).Append('V')
                .Append(SvgWriter.Number(frame.PixelY(Heights[i])));
            path.Append('H').Append(SvgWriter.Number(right)).Append('V').Append(SvgWriter.Number(zero)).Append('z');
        }

        svg.Fill(path.ToString(), Colour, Opacity);
    }
}
