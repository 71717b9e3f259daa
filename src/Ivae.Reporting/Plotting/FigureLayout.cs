namespace Ivae.Reporting.Plotting;

/// <summary>
/// Finds room for labels, so that all plots of a column share their left edge and all plots of a row their height, and
/// draws.
/// </summary>
internal sealed class FigureLayout
{
    private const double TickSize = 14;
    private const double LabelSize = 15;
    private const double KeyRow = 24;
    private const double RightEdge = 12;
    private const string Fonts = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";
    private const string PaperFonts = "Helvetica,Arial,'Liberation Sans','Nimbus Sans','DejaVu Sans',sans-serif";

    private readonly Figure figure;
    private readonly int rows;
    private readonly double panelWidth;
    private readonly double[] left;
    private readonly double[] ticksWidth;
    private bool standalone;

    public FigureLayout(Figure figure)
    {
        this.figure = figure;
        rows = (figure.Plots.Count + figure.Columns - 1) / figure.Columns;
        left = new double[figure.Columns];
        ticksWidth = new double[figure.Columns];
        ForEachPlot((plot, _, column) => ticksWidth[column] = Math.Max(ticksWidth[column], TicksWidth(plot)));
        ForEachPlot((plot, _, column) => left[column] = Math.Max(left[column], ticksWidth[column] + LabelWidth(plot)));
        panelWidth =
            Math.Max(10, (figure.Width - left.Sum() - figure.Gap * (figure.Columns - 1) - RightEdge) / figure.Columns);
    }

    /// <summary>The picture as SVG.</summary>
    /// <param name="standalone">Whether it is a file of its own, on white.</param>
    /// <param name="millimetres">Width on paper; on a screen otherwise.</param>
    public string Render(bool standalone, double? millimetres = null)
    {
        this.standalone = standalone;
        var body = new SvgWriter();
        var y = DrawKeys(body);
        for (var row = 0; row < rows; row++)
            y = DrawRow(body, row, y) + (row < rows - 1 ? figure.Gap : 0);

        var svg = new SvgWriter();
        var (width, height) = (SvgWriter.Number(figure.Width), SvgWriter.Number(Math.Ceiling(y + 4)));
        svg.Raw($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" "
            + $"font-family=\"{(millimetres is null ? Fonts : PaperFonts)}\"");
        svg.Raw(!standalone ? ">" : SvgWriter.Size(figure.Width, Math.Ceiling(y + 4), millimetres) + ">");
        svg.Raw($"<title>{SvgWriter.Escape(figure.Title)}</title><desc>{SvgWriter.Escape(figure.Description)}</desc>");
        if (standalone)
            svg.Raw($"<rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>");
        svg.Raw(body.ToString());
        svg.Raw("</svg>");
        return svg.ToString();
    }

    /// <summary>Draws one row of plots below <paramref name="top"/> and returns where it ends.</summary>
    private double DrawRow(SvgWriter svg, int row, double top)
    {
        var (titleRoom, height, bottomRoom) = (5.0, 0.0, 5.0);
        ForEachPlot((plot, r, _) =>
        {
            if (r != row)
                return;
            titleRoom = Math.Max(titleRoom, plot.Title.Length > 0 ? 26 : 0);
            height = Math.Max(height, plot.Height);
            bottomRoom =
                Math.Max(bottomRoom, plot.Framed ? (plot.X.Labelled ? 23 : 0) + (plot.X.Label.Length > 0 ? 21 : 0) : 0);
        });
        ForEachPlot((plot, r, column) =>
        {
            if (r == row)
                DrawPlot(svg, plot, LeftOf(column), top + titleRoom, height, ticksWidth[column]);
        });
        return top + titleRoom + height + bottomRoom;
    }

    private void DrawPlot(SvgWriter svg, Plot plot, double x, double y, double height, double labels)
    {
        var (xRange, yRange) =
            (Range(plot.X, plot.Marks, mark => mark.XExtent), Range(plot.Y, plot.Marks, mark => mark.YExtent));
        var frame = new Frame(panelWidth, height, Directed(plot.X, xRange), Directed(plot.Y, yRange));
        svg.Raw($"<g transform=\"translate({SvgWriter.Number(x)} {SvgWriter.Number(y)})\"");
        svg.Raw(standalone ? ">" : plot.Attributes(frame));
        if (plot.Title.Length > 0)
            svg.Text(0, -12, SvgWriter.Shorten(plot.Title, LabelSize, panelWidth + 8), LabelSize, bold: true);
        var xTicks = plot.Framed ? HorizontalTicks(plot.X, xRange) : [];
        var yTicks = plot.Framed ? VerticalTicks(plot.Y, yRange, height) : [];
        DrawGrid(svg, plot, frame, xTicks, yTicks);

        // An inner svg element cuts off what leaves the frame, and needs no name that could clash within a page.
        svg.Raw($"<svg width=\"{SvgWriter.Number(panelWidth)}\" height=\"{SvgWriter.Number(height)}\" "
            + "overflow=\"hidden\">");
        foreach (var mark in plot.Marks)
            mark.Draw(svg, frame);
        svg.Raw("</svg>");

        if (plot.Framed)
            DrawAxes(svg, plot, frame, xTicks, yTicks, labels);
        svg.Raw("</g>");
    }

    private static void DrawGrid(SvgWriter svg, Plot plot, Frame frame, List<Tick> xTicks, List<Tick> yTicks)
    {
        var lines = "";
        if (plot.X.Grid)
            foreach (var tick in xTicks)
                lines += $"M{SvgWriter.Number(frame.PixelX(tick.Value))} 0V{SvgWriter.Number(frame.Height)}";
        if (plot.Y.Grid)
            foreach (var tick in yTicks)
                lines += $"M0 {SvgWriter.Number(frame.PixelY(tick.Value))}H{SvgWriter.Number(frame.Width)}";
        if (lines.Length > 0)
            svg.Stroke(lines, Palette.Grid, 1);
    }

    private void DrawAxes(SvgWriter svg, Plot plot, Frame frame, List<Tick> xTicks, List<Tick> yTicks, double labels)
    {
        svg.Stroke($"M0 0H{SvgWriter.Number(frame.Width)}V{SvgWriter.Number(frame.Height)}H0z", Palette.Frame, 1);
        svg.Raw(standalone ? "" : "<g class=\"x\">");
        foreach (var tick in plot.X.Labelled ? xTicks : [])
            svg.Text(LabelCentre(frame, tick), frame.Height + 14, tick.Label, TickSize, "middle", Palette.Muted);
        svg.Raw(standalone ? "" : "</g>");
        if (plot.Y.Labelled)
            foreach (var tick in yTicks)
                svg.Text(-7, frame.PixelY(tick.Value), tick.Label, TickSize, "end", Palette.Muted);
        if (plot.X.Label.Length > 0)
            svg.Text(frame.Width / 2, frame.Height + (plot.X.Labelled ? 35 : 14),
                SvgWriter.Shorten(plot.X.Label, LabelSize, frame.Width + 40), LabelSize, "middle");
        if (plot.Y.Label.Length == 0)
            return;
        if (IsLow(plot))
            svg.Text(-7 - labels, frame.Height / 2, ShortName(plot), LabelSize, "end");
        else
            svg.Text(-14 - labels, frame.Height / 2, SvgWriter.Shorten(plot.Y.Label, LabelSize, frame.Height),
                LabelSize, "middle",
                upwards: true);
    }

    /// <summary>
    /// Centre of a label below the frame, moved where it would leave the picture or run into the neighbouring plot.
    /// </summary>
    private double LabelCentre(Frame frame, Tick tick)
    {
        var half = SvgWriter.Width(tick.Label, TickSize) / 2;
        var beyond = figure.Columns > 1 ? Math.Min(RightEdge, figure.Gap / 2 - 1) : RightEdge;
        return Math.Clamp(frame.PixelX(tick.Value), Math.Min(half - beyond, frame.Width / 2),
            Math.Max(frame.Width + beyond - half, frame.Width / 2));
    }

    private bool HaveRoom(List<Tick> ticks, Axis axis, Interval range)
    {
        var frame = new Frame(panelWidth, 1, Directed(axis, range), new Interval(0, 1));
        return ticks.Zip(ticks.Skip(1))
            .All(pair => Math.Abs(LabelCentre(frame, pair.Second) - LabelCentre(frame, pair.First))
                >= 8
                    + (SvgWriter.Width(pair.First.Label, TickSize) + SvgWriter.Width(pair.Second.Label, TickSize)) / 2);
    }

    /// <summary>
    /// The key: a sample of every named mark and a strip for every continuous scale, wrapped into rows. Returns where
    /// it ends.
    /// </summary>
    private double DrawKeys(SvgWriter svg)
    {
        var (x, y, used) = (left[0], 14.0, false);
        double Place(double width)
        {
            if (x > left[0] && x + width > figure.Width - RightEdge)
                (x, y) = (left[0], y + KeyRow);
            used = true;
            var at = x;
            x += width + 18;
            return at;
        }

        foreach (var mark in figure.Plots.OfType<Plot>().SelectMany(plot => plot.Marks)
            .Where(mark => mark.Name.Length > 0).DistinctBy(mark => mark.Name))
        {
            var name = SvgWriter.Shorten(mark.Name, TickSize, 240);
            var at = Place(22 + SvgWriter.Width(name, TickSize));
            mark.DrawKey(svg, at, y);
            svg.Text(at + 22, y, name, TickSize);
        }

        foreach (var scale in figure.Scales)
        {
            const double Strip = 96;
            var (first, last) = (Rounded(scale.Range.Low), Rounded(scale.Range.High));
            var (label, low) = (SvgWriter.Width(scale.Label, TickSize), SvgWriter.Width(first, TickSize));
            var at = Place(label + low + Strip + SvgWriter.Width(last, TickSize) + 24);
            svg.Text(at, y, scale.Label, TickSize);
            at += label + 12;
            svg.Text(at + low, y, first, TickSize, "end", Palette.Muted);
            at += low + 6;
            svg.Raw("<g shape-rendering=\"crispEdges\">");
            for (var i = 0; i < 40; i++)
                svg.Rectangle(at + i * Strip / 40, y - 6, Strip / 40, 12, scale.Map.At(i / 39.0));
            svg.Raw("</g>");
            svg.Text(at + Strip + 6, y, last, TickSize, fill: Palette.Muted);
        }

        return used ? y + 16 : 2;

        static string Rounded(double value) => Ticks.Significant(value, value == Math.Round(value) ? 1 : 2);
    }

    private List<Tick> HorizontalTicks(Axis axis, Interval range)
    {
        if (axis.Categories is { } names)
        {
            var slot = panelWidth / Math.Max(names.Count, 1);
            var widest = names.Select(name => SvgWriter.Width(name, TickSize)).DefaultIfEmpty(0).Max() + 8;
            var every = names.Count <= 12 ? 1 : RoundUp(Math.Min(widest, 90) / slot);
            return [.. Enumerable.Range(0, names.Count).Where(i => (i + 1) % every == 0)
                .Select(i => new Tick(i, SvgWriter.Shorten(names[i], TickSize, slot * every - 4)))];
        }

        for (var target = Math.Max(2, (int)(panelWidth / 70)); ; target--)
        {
            var ticks = Numbers(range, target);
            if (HaveRoom(ticks, axis, range))
                return ticks;
            if (target <= 2)
                return HaveRoom([ticks[0], ticks[^1]], axis, range) ? [ticks[0], ticks[^1]] : [ticks[^1]];
        }
    }

    private static List<Tick> VerticalTicks(Axis axis, Interval range, double height)
    {
        if (axis.Categories is not { } names)
        {
            var ticks = Numbers(range, Math.Max(1, (int)(height / 45)));
            return Spacing(ticks, range, height) >= TickSize + 4 ? ticks : [ticks[0], ticks[^1]];
        }

        var every = RoundUp((TickSize + 3) * names.Count / height);
        return [.. Enumerable.Range(0, names.Count).Where(i => (i + 1) % every == 0)
            .Select(i => new Tick(i, SvgWriter.Shorten(names[i], TickSize, 120)))];
    }

    private static double Spacing(List<Tick> ticks, Interval range, double length) =>
        (ticks[1].Value - ticks[0].Value) / range.Length * length;

    /// <summary>The next of 1, 2, 5, 10, 20, …: every how many names one is written.</summary>
    private static int RoundUp(double count)
    {
        for (var power = 1; ; power *= 10)
            foreach (var every in (ReadOnlySpan<int>)[power, 2 * power, 5 * power])
                if (every >= count)
                    return every;
    }

    private static List<Tick> Numbers(Interval range, int target)
    {
        var values = Ticks.Nice(range, target);
        var labels = Ticks.Labels(values);
        return [.. values.Zip(labels, (value, label) => new Tick(value, label))];
    }

    private static double TicksWidth(Plot plot)
    {
        if (!plot.Framed || !plot.Y.Labelled)
            return 0;
        var ticks = VerticalTicks(plot.Y, Range(plot.Y, plot.Marks, mark => mark.YExtent), plot.Height);
        return 7 + ticks.Select(tick => SvgWriter.Width(tick.Label, TickSize)).DefaultIfEmpty(0).Max();
    }

    private static double LabelWidth(Plot plot) =>
        !plot.Framed || plot.Y.Label.Length == 0 ? 2
            : IsLow(plot) ? 9 + 1.08 * SvgWriter.Width(ShortName(plot), LabelSize) : 24;

    /// <summary>Too low for upright words: the label of the y axis is then written level.</summary>
    private static bool IsLow(Plot plot) => plot.Height < 90;

    private static string ShortName(Plot plot) => SvgWriter.Shorten(plot.Y.Label, LabelSize, 110);

    private static Interval Range(Axis axis, IReadOnlyList<Mark> marks, Func<Mark, Interval> extent)
    {
        if (axis.Range is { } given)
            return given.Drawable();
        var range = marks.Aggregate(Interval.Empty, (all, mark) => all.Union(extent(mark))).Drawable();
        return range.Widened(0.04);
    }

    private static Interval Directed(Axis axis, Interval range) =>
        axis.Reversed ? new Interval(range.High, range.Low) : range;

    private double LeftOf(int column) => left.Take(column + 1).Sum() + column * (panelWidth + figure.Gap);

    private void ForEachPlot(Action<Plot, int, int> action)
    {
        for (var i = 0; i < figure.Plots.Count; i++)
            if (figure.Plots[i] is { } plot)
                action(plot, i / figure.Columns, i % figure.Columns);
    }

    private readonly record struct Tick(double Value, string Label);
}
