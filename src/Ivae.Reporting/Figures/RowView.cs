using Ivae.Numerics;
using Ivae.Reporting.Plotting;

namespace Ivae.Reporting.Figures;

/// <summary>
/// How figures lay rows along their x axis and colour them: in the given order, cut into runs of one level; where
/// levels change too often for that, in the order of the levels.
/// </summary>
internal sealed class RowView
{
    /// <summary>Number of columns or latents drawn over the rows at most.</summary>
    public const int MaxShown = 16;

    private const int MaxRuns = 240;
    private readonly int[] order;
    private readonly RunReport report;

    public RowView(RunReport report)
    {
        this.report = report;
        order = [.. Enumerable.Range(0, report.Rows)];
        Runs = report.Levels is { } levels ? RunsOf(levels.Codes, order) : [];
        if (Runs.Count > MaxRuns && report.Levels is { } mixed)
        {
            order = [.. order.OrderBy(row => mixed.Codes[row])];
            Runs = RunsOf(mixed.Codes, order);
            Label = $"row, ordered by {mixed.Name}";
        }

        if (Runs.Count > MaxRuns)
            Runs = [];
    }

    /// <summary>Stretches of one level: first position, position after the last one, level.</summary>
    public IReadOnlyList<(int From, int To, int Level)> Runs { get; }

    /// <summary>The rows, in the order in which they are drawn.</summary>
    public IReadOnlyList<int> Order => order;

    public string Label { get; } = "row";

    /// <summary>An axis over all rows; with the label only where it is asked for.</summary>
    public Axis Axis(bool labelled) =>
        new()
        {
            Label = labelled ? Label : "",
            Labelled = labelled,
            Range = new Interval(0, Math.Max(1, order.Length)),
            Grid = false,
        };

    /// <summary>
    /// One column of a matrix in the order of this view; a value that is missing is as the one before.
    /// </summary>
    public double[] Values(Matrix matrix, int column)
    {
        double[] values = [.. order.Select(row => (double)matrix[row, column])];
        for (var i = 1; i < values.Length; i++)
            if (double.IsNaN(values[i]))
                values[i] = values[i - 1];
        return values;
    }

    /// <summary>Faint stripes that show where the level changes.</summary>
    public IEnumerable<Mark> Stripes()
    {
        if (report.Levels is { } levels && LevelColours.AreFew(levels))
        {
            foreach (var level in Runs.GroupBy(run => run.Level).OrderBy(group => group.Key))
                yield return new RegionMark([.. level.Select(Stretch)])
                {
                    Colour = LevelColours.Of(levels, level.Key),
                    Opacity = 0.16,
                };
        }
        else
        {
            yield return new RegionMark([.. Runs.Where((_, i) => i % 2 == 1).Select(Stretch)])
            {
                Colour = Palette.Grid,
                Opacity = 0.7,
            };
        }
    }

    /// <summary>A line over all rows in pieces of the colours of their levels.</summary>
    public IEnumerable<Mark> ColouredLine(double[] values)
    {
        if (report.Levels is not { } levels || Runs.Count == 0)
            return [new LineMark(Positions(0, values.Length), values) { Width = 1 }];
        return Runs.Select(run => new LineMark(Positions(run.From, run.To), values[run.From..run.To])
        {
            Colour = LevelColours.Of(levels, run.Level),
            Name = LevelColours.AreFew(levels) ? levels.Levels[run.Level] : "",
            Width = 1,
        });
    }

    public static double[] Positions(int from, int to)
    {
        var positions = new double[to - from];
        for (var i = 0; i < positions.Length; i++)
            positions[i] = from + i;
        return positions;
    }

    private static Interval Stretch((int From, int To, int Level) run) => new(run.From, run.To);

    private static List<(int From, int To, int Level)> RunsOf(int[] codes, int[] order)
    {
        var runs = new List<(int, int, int)>();
        for (var (from, i) = (0, 1); i <= order.Length; i++)
        {
            if (i < order.Length && codes[order[i]] == codes[order[from]])
                continue;
            runs.Add((from, i, codes[order[from]]));
            from = i;
        }

        return order.Length == 0 ? [] : runs;
    }
}
