using System.Globalization;
using Ivae.Causality;
using Ivae.Reporting.Plotting;

namespace Ivae.Reporting.Causality;

/// <summary>
/// A causal graph as SVG: causes above their effects, arrows darker the more bootstrap samples have them.
/// </summary>
internal static class CausalGraphPicture
{
    private const double Width = 640;
    private const double LayerHeight = 120;
    private const double NodeHeight = 36;
    private const double FontSize = 15;
    private const double Gap = 8;
    private static readonly double[] Bends = [0.24, -0.24, 0.4, -0.4, 0.6, -0.6, 0.8, -0.8];

    /// <summary>The picture, on white, without scripts or outside resources.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="millimetres">Width on paper; on a screen otherwise.</param>
    public static string ToSvg(CausalGraph graph, double? millimetres = null)
    {
        var places = Places(graph);
        var height = places.Max(place => place.Y) + NodeHeight + 20;
        var svg = new SvgWriter();
        var (w, h) = (SvgWriter.Number(Width), SvgWriter.Number(height));
        svg.Raw($"<svg xmlns=\"http://www.w3.org/2000/svg\"{SvgWriter.Size(Width, height, millimetres)} "
            + $"viewBox=\"0 0 {w} {h}\" font-family=\"system-ui,sans-serif\" role=\"img\">");
        svg.Raw("<title>Causal graph</title><desc>"
            + $"{SvgWriter.Escape(string.Join("; ", graph.Edges.Select(edge => Sentence(graph, edge))))}</desc>");
        svg.Rectangle(0, 0, Width, height, "#ffffff");
        foreach (var edge in graph.Edges)
            Arrow(svg, graph, edge, places);
        foreach (var (name, place) in graph.Names.Zip(places))
        {
            var half = HalfWidth(name);
            svg.Raw($"<rect x=\"{SvgWriter.Number(place.X - half)}\" "
                + $"y=\"{SvgWriter.Number(place.Y - NodeHeight / 2)}\" width=\"{SvgWriter.Number(2 * half)}\" "
                + $"height=\"{SvgWriter.Number(NodeHeight)}\" rx=\"10\" fill=\"#f5f7f9\" stroke=\"#57606a\"/>");
            svg.Text(place.X, place.Y, name, FontSize, "middle", bold: true);
        }

        svg.Raw("</svg>\n");
        return svg.ToString();
    }

    /// <summary>An edge in words: "a → b, in 80 % of bootstrap samples".</summary>
    internal static string Sentence(CausalGraph graph, CausalEdge edge) =>
        $"{graph.Names[edge.From]} {(edge.Directed ? "→" : "—")} {graph.Names[edge.To]}"
        + (edge.Frequency is { } share
            ? string.Create(CultureInfo.InvariantCulture, $", in {100 * share:F0} % of bootstrap samples")
            : "");

    /// <summary>
    /// Each variable one row below the lowest of its causes; rows are shifted in turn so that arrows seldom pass behind
    /// a variable.
    /// </summary>
    private static (double X, double Y)[] Places(CausalGraph graph)
    {
        var directed = new bool[graph.Names.Count, graph.Names.Count];
        foreach (var edge in graph.Edges.Where(edge => edge.Directed))
            directed[edge.From, edge.To] = true;
        int Depth(int j) => Enumerable.Range(0, graph.Names.Count).Where(i => directed[i, j]).Select(i => Depth(i) + 1)
            .DefaultIfEmpty(0).Max();
        var places = new (double X, double Y)[graph.Names.Count];
        foreach (var layer in Enumerable.Range(0, graph.Names.Count).GroupBy(Depth))
        {
            int[] members = [.. layer];
            var shift = layer.Key % 3 == 0 ? 0 : layer.Key % 3 == 1 ? 0.17 : -0.17;
            foreach (var (rank, variable) in members.Index())
                places[variable] =
                    (Width * Math.Clamp((rank + 0.5) / members.Length + shift / members.Length, 0.1, 0.9),
                        20 + NodeHeight / 2 + LayerHeight * layer.Key);
        }

        return places;
    }

    private static void Arrow(SvgWriter svg, CausalGraph graph, CausalEdge edge, (double X, double Y)[] places)
    {
        var (from, to) = (places[edge.From], places[edge.To]);
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var length = Math.Sqrt(dx * dx + dy * dy);
        var (ux, uy) = (dx / length, dy / length);
        (double X, double Y) Control(double bend) =>
            ((from.X + to.X) / 2 - uy * bend * length, (from.Y + to.Y) / 2 + ux * bend * length);
        // Bent so that an arrow over several rows passes around the variables between: behind one, it would seem to
        // start there.
        var bends = Math.Abs(dy) > 1.5 * LayerHeight || dy == 0 ? Bends : [0, .. Bends];
        var (cx, cy) =
            Control(bends.FirstOrDefault(bend => !PassesBehind(graph, edge, places, Control(bend)), bends[0]));
        var (start, end) = (Border(from, (cx, cy), graph.Names[edge.From]), Border(to, (cx, cy), graph.Names[edge.To]));
        var (colour, opacity) = (Palette.Ink, 0.3 + 0.7 * (edge.Frequency ?? 1));
        svg.Stroke($"M{SvgWriter.Point(start.X, start.Y)}Q{SvgWriter.Point(cx, cy)} {SvgWriter.Point(end.X, end.Y)}",
            colour, 1 + 1.5 * (edge.Frequency ?? 0.5), opacity, dashes: edge.Directed ? "" : "5 4");
        if (edge.Directed)
        {
            var (vx, vy) = (end.X - cx, end.Y - cy);
            var size = Math.Sqrt(vx * vx + vy * vy);
            (vx, vy) = (9 * vx / size, 9 * vy / size);
            svg.Fill($"M{SvgWriter.Point(end.X, end.Y)}L{SvgWriter.Point(end.X - vx - 0.5 * vy, end.Y - vy + 0.5 * vx)}"
                + $" {SvgWriter.Point(end.X - vx + 0.5 * vy, end.Y - vy - 0.5 * vx)}Z", colour, opacity);
        }

        if (edge.Frequency is { } share)
            svg.Text(0.25 * start.X + 0.5 * cx + 0.25 * end.X + 6, 0.25 * start.Y + 0.5 * cy + 0.25 * end.Y,
                string.Create(CultureInfo.InvariantCulture, $"{100 * share:F0} %"), 12, fill: "#57606a");
    }

    private static bool PassesBehind(
        CausalGraph graph, CausalEdge edge, (double X, double Y)[] places, (double X, double Y) control)
    {
        var (from, to) = (places[edge.From], places[edge.To]);
        for (var t = 0.0; t <= 1; t += 1.0 / 64)
        {
            var (x, y) = (
                (1 - t) * (1 - t) * from.X + 2 * t * (1 - t) * control.X + t * t * to.X,
                (1 - t) * (1 - t) * from.Y + 2 * t * (1 - t) * control.Y + t * t * to.Y);
            for (var k = 0; k < places.Length; k++)
                if (k != edge.From && k != edge.To && Math.Abs(x - places[k].X) < HalfWidth(graph.Names[k]) + Gap
                    && Math.Abs(y - places[k].Y) < NodeHeight / 2 + Gap)
                    return true;
        }

        return false;
    }

    /// <summary>Where the line from a variable's middle towards a point leaves its box.</summary>
    private static (double X, double Y) Border((double X, double Y) middle, (double X, double Y) towards, string name)
    {
        var (dx, dy) = (towards.X - middle.X, towards.Y - middle.Y);
        var scale = Math.Min(
            (HalfWidth(name) + 3) / Math.Max(Math.Abs(dx), 1e-9), (NodeHeight / 2 + 3) / Math.Max(Math.Abs(dy), 1e-9));
        return (middle.X + scale * dx, middle.Y + scale * dy);
    }

    private static double HalfWidth(string name) => Math.Max(24, SvgWriter.Width(name, FontSize) / 2 + 12);
}
