using Ivae.Evaluation;
using Ivae.Reporting.Plotting;

namespace Ivae.Experiments;

/// <summary>Scores of several things, each with several seeds: means with their intervals, and every seed.</summary>
internal static class ScorePlot
{
    /// <summary>Draws the scores.</summary>
    /// <param name="title">What they are of.</param>
    /// <param name="description">How they were made.</param>
    /// <param name="score">What is scored.</param>
    /// <param name="rows">The things, from top to bottom.</param>
    public static Figure Draw(string title, string description, string score, IReadOnlyList<Row> rows)
    {
        var marks = new List<Mark>();
        for (var i = 0; i < rows.Count; i++)
        {
            var (mean, colour) = (rows[i].Score, Palette.Categories[0]);
            marks.Add(new LineMark([mean.Low, mean.High], [i, i])
            {
                Width = 3,
                Colour = colour,
                Name = i == 0 ? "95 % interval of the mean" : "",
            });
            marks.Add(new PointMark(rows[i].Values, [.. rows[i].Values.Select(_ => i + 0.22)])
            {
                Size = 5,
                Colour = Palette.Categories[1],
                Name = i == 0 ? "one seed" : "",
            });
            marks.Add(new PointMark([mean.Mean], [i]) { Size = 9, Colour = colour, Name = i == 0 ? "mean" : "" });
        }

        return new Figure
        {
            Title = title,
            Description = description,
            Plots =
            [
                new Plot
                {
                    X = new Axis { Label = score },
                    Y = Axis.Of("", [.. rows.Select(row => row.Name)]) with { Reversed = true },
                    Height = 40 + 34 * rows.Count,
                    Marks = marks,
                },
            ],
        };
    }

    /// <summary>One of the things.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Score">Mean over seeds with its interval.</param>
    /// <param name="Values">The score of each seed.</param>
    public sealed record Row(string Name, MeanInterval Score, double[] Values);
}
