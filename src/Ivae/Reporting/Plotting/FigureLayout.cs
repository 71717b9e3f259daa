namespace Ivae.Reporting.Plotting;

/// <summary>Finds room for labels, so that all plots of a column share their left edge and all plots of a row their height, and draws.</summary>
internal sealed class FigureLayout
{
    private const double TickSize = 13;
    private const double LabelSize = 14;
    private const double KeyRow = 24;
    private const string Fonts = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";

    private readonly Figure figure;
    private readonly int rows;
    private readonly double panelWidth;
    private readonly double[] left;
    private readonly double rightEdge;

    public FigureLayout(Figure figure)
    {
        this.figure = figure;
        rows = (figure.Plots.Count + figure.Columns - 1) / figure.Columns;
        left = new double[figure.Columns];
        ForEachPlot((plot, _, column) => left[column] = Math.Max(left[column], LeftInset(plot)));
        rightEdge = 12;
        panelWidth = Math.Max(10, (figure.Width - left.Sum() - figure.Gap * (figure.Columns - 1) - rightEdge) / figure.Columns);
    }

    public string Render(bool standalone)
    {
        var body = new SvgWriter();
        var y = DrawKeys(body);
        for (var row = 0; row < rows; row++)
            y = DrawRow(body, row, y) + (row < rows - 1 ? figure.Gap : 0);

        var svg = new SvgWriter();
        var (width, height) = (SvgWriter.Number(figure.Width), SvgWriter.Number(Math.Ceiling(y + 4)));
        svg.Raw($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" font-family=\"{Fonts}\"");
        svg.Raw(standalone ? $" width=\"{width}\" height=\"{height}\">" : ">");
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
            titleRoom = Math.Max(titleRoom, plot.Title.Length > 0 ? 24 : 0);
            height = Math.Max(height, plot.Height);
            bottomRoom = Math.Max(bottomRoom, plot.Framed ? (plot.X.Labelled ? 21 : 0) + (plot.X.Label.Length > 0 ? 20 : 0) : 0);
        });
        ForEachPlot((plot, r, column) =>
        {
            if (r == row)
                DrawPlot(svg, plot, LeftOf(column), top + titleRoom, height);
        });
        return top + titleRoom + height + bottomRoom;
    }

    private void DrawPlot(SvgWriter svg, Plot plot, double x, double y, double height)
    {
        var (xRange, yRange) = (Range(plot.X, plot.Marks, mark => mark.XExtent), Range(plot.Y, plot.Marks, mark => mark.YExtent));
        var frame = new Frame(panelWidth, height, Directed(plot.X, xRange), Directed(plot.Y, yRange));
        svg.Raw($"<g transform=\"translate({SvgWriter.Number(x)} {SvgWriter.Number(y)})\">");
        if (plot.Title.Length > 0)
            svg.Text(0, -12, SvgWriter.Shorten(plot.Title, LabelSize, panelWidth + 8), LabelSize, bold: true);
        var xTicks = plot.Framed ? HorizontalTicks(plot.X, xRange) : [];
        var yTicks = plot.Framed ? VerticalTicks(plot.Y, yRange, height) : [];
        DrawGrid(svg, plot, frame, xTicks, yTicks);

        // An inner svg element cuts off what leaves the frame, and needs no name that could clash within a page.
        svg.Raw($"<svg width=\"{SvgWriter.Number(panelWidth)}\" height=\"{SvgWriter.Number(height)}\" overflow=\"hidden\">");
        foreach (var mark in plot.Marks)
            mark.Draw(svg, frame);
        svg.Raw("</svg>");

        if (plot.Framed)
            DrawAxes(svg, plot, frame, xTicks, yTicks);
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

    private static void DrawAxes(SvgWriter svg, Plot plot, Frame frame, List<Tick> xTicks, List<Tick> yTicks)
    {
        svg.Stroke($"M0 0H{SvgWriter.Number(frame.Width)}V{SvgWriter.Number(frame.Height)}H0z", Palette.Frame, 1);
        if (plot.X.Labelled)
            foreach (var tick in xTicks)
                svg.Text(frame.PixelX(tick.Value), frame.Height + 13, tick.Label, TickSize, "middle", Palette.Muted);
        if (plot.Y.Labelled)
            foreach (var tick in yTicks)
                svg.Text(-7, frame.PixelY(tick.Value), tick.Label, TickSize, "end", Palette.Muted);
        if (plot.X.Label.Length > 0)
            svg.Text(frame.Width / 2, frame.Height + (plot.X.Labelled ? 33 : 14), SvgWriter.Shorten(plot.X.Label, LabelSize, frame.Width + 40), LabelSize, "middle");
        if (plot.Y.Label.Length == 0)
            return;
        var ticksWidth = TicksWidth(plot.Y, yTicks);
        if (IsLow(plot))
            svg.Text(-7 - ticksWidth, frame.Height / 2, ShortName(plot), LabelSize, "end");
        else
            svg.Text(-16 - ticksWidth, frame.Height / 2, SvgWriter.Shorten(plot.Y.Label, LabelSize, frame.Height), LabelSize, "middle", upwards: true);
    }

    /// <summary>The key: a sample of every named mark and a strip for every continuous scale, wrapped into rows. Returns where it ends.</summary>
    private double DrawKeys(SvgWriter svg)
    {
        var (x, y, used) = (left[0], 14.0, false);
        double Place(double width)
        {
            if (x > left[0] && x + width > figure.Width - rightEdge)
                (x, y) = (left[0], y + KeyRow);
            used = true;
            var at = x;
            x += width + 18;
            return at;
        }

        foreach (var mark in figure.Plots.OfType<Plot>().SelectMany(plot => plot.Marks).Where(mark => mark.Name.Length > 0).DistinctBy(mark => mark.Name))
        {
            var name = SvgWriter.Shorten(mark.Name, TickSize, 240);
            var at = Place(22 + SvgWriter.Width(name, TickSize));
            mark.DrawKey(svg, at, y);
            svg.Text(at + 22, y, name, TickSize);
        }

        foreach (var scale in figure.Scales)
        {
            const double Strip = 120;
            var ends = Ticks.Labels([scale.Range.Low, scale.Range.High]) switch { var l => (Low: Rounded(scale.Range.Low, l[0]), High: Rounded(scale.Range.High, l[1])) };
            var (label, low) = (SvgWriter.Width(scale.Label, TickSize), SvgWriter.Width(ends.Low, TickSize));
            var at = Place(label + low + Strip + SvgWriter.Width(ends.High, TickSize) + 24);
            svg.Text(at, y, scale.Label, TickSize);
            at += label + 12;
            svg.Text(at + low, y, ends.Low, TickSize, "end", Palette.Muted);
            at += low + 6;
            svg.Raw("<g shape-rendering=\"crispEdges\">");
            for (var i = 0; i < 40; i++)
                svg.Rectangle(at + i * Strip / 40, y - 6, Strip / 40, 12, scale.Map.At(i / 39.0));
            svg.Raw("</g>");
            svg.Text(at + Strip + 6, y, ends.High, TickSize, fill: Palette.Muted);
        }

        return used ? y + 16 : 2;

        static string Rounded(double value, string whenWhole) => value == Math.Round(value) ? whenWhole : Ticks.Significant(value, 3);
    }

    private List<Tick> HorizontalTicks(Axis axis, Interval range)
    {
        if (axis.Categories is { } names)
        {
            var slot = panelWidth / Math.Max(names.Count, 1);
            var widest = names.Select(name => SvgWriter.Width(name, TickSize)).DefaultIfEmpty(0).Max() + 8;
            var every = names.Count <= 12 ? 1 : (int)Math.Ceiling(Math.Min(widest, 90) / slot);
            return [.. Enumerable.Range(0, names.Count).Where(i => i % every == 0)
                .Select(i => new Tick(i, SvgWriter.Shorten(names[i], TickSize, slot * every - 4)))];
        }

        for (var target = Math.Max(2, (int)(panelWidth / 70)); ; target--)
        {
            var ticks = Numbers(range, target);
            var room = ticks.Count > 1 ? (ticks[1].Value - ticks[0].Value) / range.Length * panelWidth : panelWidth;
            if (target <= 2 || ticks.Max(tick => SvgWriter.Width(tick.Label, TickSize)) + 10 <= room)
                return ticks;
        }
    }

    private static List<Tick> VerticalTicks(Axis axis, Interval range, double height)
    {
        if (axis.Categories is not { } names)
            return Numbers(range, Math.Max(1, (int)(height / 45)));
        var every = (int)Math.Ceiling((TickSize + 3) * names.Count / height);
        return [.. Enumerable.Range(0, names.Count).Where(i => i % every == 0).Select(i => new Tick(i, SvgWriter.Shorten(names[i], TickSize, 120)))];
    }

    private static List<Tick> Numbers(Interval range, int target)
    {
        var values = Ticks.Nice(range, target);
        var labels = Ticks.Labels(values);
        return [.. values.Zip(labels, (value, label) => new Tick(value, label))];
    }

    private static double LeftInset(Plot plot)
    {
        if (!plot.Framed)
            return 0;
        var ticks = TicksWidth(plot.Y, VerticalTicks(plot.Y, Range(plot.Y, plot.Marks, mark => mark.YExtent), plot.Height));
        var label = plot.Y.Label.Length == 0 ? 0 : IsLow(plot) ? 7 + SvgWriter.Width(ShortName(plot), LabelSize) : 20;
        return Math.Max(4, ticks + label + 2);
    }

    private static double TicksWidth(Axis axis, List<Tick> ticks) =>
        axis.Labelled ? 7 + ticks.Select(tick => SvgWriter.Width(tick.Label, TickSize)).DefaultIfEmpty(0).Max() : 0;

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

    private static Interval Directed(Axis axis, Interval range) => axis.Reversed ? new Interval(range.High, range.Low) : range;

    private double LeftOf(int column) => left.Take(column + 1).Sum() + column * (panelWidth + figure.Gap);

    private void ForEachPlot(Action<Plot, int, int> action)
    {
        for (var i = 0; i < figure.Plots.Count; i++)
            if (figure.Plots[i] is { } plot)
                action(plot, i / figure.Columns, i % figure.Columns);
    }

    private readonly record struct Tick(double Value, string Label);
}
