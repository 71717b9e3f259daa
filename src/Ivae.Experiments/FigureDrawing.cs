using Ivae.Evaluation;
using Ivae.Reporting.Plotting;

namespace Ivae.Experiments;

/// <summary>
/// The pictures that most figures are: ours with its interval, the published values in the same plot.
/// </summary>
internal static class FigureDrawing
{
    /// <summary>A curve a method over the abscissa; where there is one abscissa only, a line a method.</summary>
    public static Figure Curves(FigureResults results) => Curves(results, "");

    /// <summary>The same in several plots side by side, one for each ending of the methods' names.</summary>
    public static Figure Curves(FigureResults results, params string[] endings)
    {
        var single = results.Rows.Select(row => row.Point.X).Distinct().Count() == 1;
        var several = results.Settings.Seeds > 1 ? "s with its 95 % interval" : "";
        var ours = $"{(single ? "Blue" : "Full")}: ours, mean over {results.Settings.Seeds} data set{several}";
        var published = single ? "Orange" : "Dashed";
        return new Figure
        {
            Columns = endings.Length,
            Width = endings.Length > 1 ? 760 : 600,
            Title = results.Figure.Title,
            Description = $"{ours}. {published}: published. {results.Published?.Source}".TrimEnd(),
            Plots = single ? [Lines(results)] : [.. endings.Select(ending => Curve(results, ending))],
        };
    }

    /// <summary>The colour of a method, the same in every figure that has the same methods.</summary>
    public static string Colour(FigureResults results, string series)
        => Palette.Categories[results.AllSeries.ToList().IndexOf(series) % Palette.Categories.Count];

    private static Plot Curve(FigureResults results, string ending)
    {
        var marks = new List<Mark>();
        string[] all = [.. results.AllSeries.Where(series => series.EndsWith(ending, StringComparison.Ordinal))];
        string Name(string series) => series[..^ending.Length];
        string ColourOf(string series) => Palette.Categories[Array.IndexOf(all, series) % Palette.Categories.Count];
        foreach (var series in all.Intersect(results.Series))
        {
            var (xs, colour) = (results.Xs(series), ColourOf(series));
            MeanInterval[] scores = [.. xs.Select(x => Possible(results, results.Score(series, x)))];
            if (results.Settings.Seeds > 1)
                marks.Add(new BandMark(xs, [.. scores.Select(s => s.Low)], [.. scores.Select(s => s.High)])
                {
                    Colour = colour,
                    Opacity = 0.15,
                });
            marks.Add(new LineMark(xs, [.. scores.Select(s => s.Mean)])
            {
                Colour = colour,
                Width = 2.2,
                Name = $"{Name(series)}, ours",
            });
            marks.Add(new PointMark(xs, [.. scores.Select(s => s.Mean)]) { Colour = colour, Size = 6 });
        }

        foreach (var (series, values) in (results.Published?.Series ?? []).Where(entry => all.Contains(entry.Key)))
        {
            var known = Enumerable.Range(0, values.Length).Where(i => values[i] is not null).ToArray();
            double[] xs = [.. known.Select(i => results.Published!.X[i])],
                ys = [.. known.Select(i => values[i]!.Value)];
            marks.Add(known.Length == 1
                ? new PointMark(xs, ys)
                {
                    Colour = ColourOf(series),
                    Size = 9,
                    Opacity = 0.5,
                    Name = $"{Name(series)}, published",
                }
                : new LineMark(xs, ys)
                {
                    Colour = ColourOf(series),
                    Dashed = true,
                    Name = $"{Name(series)}, published",
                });
        }

        return new Plot
        {
            Title = ending.TrimStart(',', ' '),
            X = new Axis { Label = results.Figure.XLabel },
            Y = new Axis { Label = results.Figure.YLabel },
            Height = 320,
            Marks = marks,
        };
    }

    /// <summary>Intervals of a mean correlation are cut to 0 … 1; those of a bound are not.</summary>
    private static MeanInterval Possible(FigureResults results, MeanInterval score) =>
        results.Figure.YLabel.StartsWith("MCC", StringComparison.Ordinal) ? score.Within(0, 1) : score;

    private static Plot Lines(FigureResults results)
    {
        var x = results.Rows[0].Point.X;
        var names = results.AllSeries;
        var marks = new List<Mark>();
        for (var i = 0; i < names.Count; i++)
        {
            var score = Possible(results, results.Score(names[i], x));
            if (score.Count > 0)
            {
                marks.Add(new LineMark([score.Low, score.High], [i, i])
                {
                    Width = 3,
                    Name = marks.Any(mark => mark.Name.StartsWith("ours", StringComparison.Ordinal))
                        ? ""
                        : "ours, mean and interval",
                });
                marks.Add(new PointMark([score.Mean], [i]) { Size = 9 });
            }

            if (results.Published?.At(names[i], x) is { } published)
                marks.Add(new PointMark([published], [i])
                {
                    Size = 9,
                    Colour = Palette.Categories[1],
                    Name = marks.Any(mark => mark.Name == "published") ? "" : "published",
                });
        }

        return new Plot
        {
            X = new Axis { Label = results.Figure.YLabel },
            Y = Axis.Of("", names) with { Reversed = true },
            Height = 40 + 32 * names.Count,
            Marks = marks,
        };
    }

    /// <summary>Points of two latents, coloured by segment.</summary>
    public static Plot Scatter(
        string title, string xLabel, string yLabel, IEnumerable<(double X, double Y, int Colour)> points) => new()
        {
            Title = title,
            X = new Axis { Label = xLabel },
            Y = new Axis { Label = yLabel },
            Marks = [.. points.GroupBy(point => point.Colour).OrderBy(group => group.Key)
                .Select(group => new PointMark([.. group.Select(p => p.X)], [.. group.Select(p => p.Y)])
                {
                    Colour = Palette.Categories[group.Key % Palette.Categories.Count],
                    Name = $"{group.Key + 1}",
                    Size = 3.2,
                    Opacity = 0.8,
                })],
        };
}
