using System.Text;

namespace Ivae.Reporting.Plotting;

/// <summary>Stretches of the x axis shaded over the whole height, such as segments or states.</summary>
/// <param name="Stretches">First and last x of every stretch.</param>
internal sealed record RegionMark(IReadOnlyList<Interval> Stretches) : Mark
{
    internal override void Draw(SvgWriter svg, Frame frame)
    {
        var path = new StringBuilder();
        foreach (var stretch in Stretches.Where(stretch => double.IsFinite(stretch.Length)))
        {
            var (left, right) =
                (SvgWriter.Number(frame.PixelX(stretch.Low)), SvgWriter.Number(frame.PixelX(stretch.High)));
            path.Append($"M{left} 0V{SvgWriter.Number(frame.Height)}H{right}V0z");
        }

        svg.Fill(path.ToString(), Colour, Opacity);
    }
}
