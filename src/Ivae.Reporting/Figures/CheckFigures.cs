using Ivae.Identifiability;
using Ivae.Reporting.Plotting;

namespace Ivae.Reporting.Figures;

/// <summary>The pictures of a check.</summary>
internal static class CheckFigures
{
    private const int MaxColumns = 40;

    /// <summary>Singular values of L, and those of a prior that does not change with u.</summary>
    public static Figure? Spectrum(VariabilityCheck check)
    {
        if (check.SingularValues.Length == 0)
            return null;
        double[] x = [.. Enumerable.Range(1, check.SingularValues.Length).Select(i => (double)i)];
        double[] Logs(IEnumerable<double> values) => [.. values.Select(value => Math.Log10(Math.Max(value, 1e-4)))];
        return new Figure
        {
            Title = "In how many directions the prior moves with u",
            Description = "Singular values of the matrix L of assumption (iv), with 90 % intervals, and the level that "
                + "they stay below in 95 % of data sets whose latents do not change with u. All of them are needed for "
                + "the guarantee in full; one near that level belongs to a combination of latents that u does not "
                + "distinguish.",
            Plots =
            [
                new Plot
                {
                    X = new Axis { Label = "direction" },
                    Y = new Axis { Label = "log₁₀ singular value" },
                    Marks =
                    [
                        new BandMark(x, Logs(check.Intervals.Select(interval => interval[0])),
                            Logs(check.Intervals.Select(interval => interval[1])))
                        {
                            Opacity = 0.25,
                            Name = "90 % interval",
                        },
                        new LineMark(x, Logs(check.SingularValues)) { Width = 2, Name = "the data" },
                        new LineMark(x, Logs(check.NullLevels))
                        {
                            Width = 2,
                            Colour = Palette.Categories[1],
                            Name = "95 % level, nothing moves",
                        },
                    ],
                },
            ],
        };
    }

    /// <summary>Correlation of every fit with every other.</summary>
    public static Figure Agreement(AgreementCheck check)
    {
        var names = check.Fits.Select(fit => fit.Name).ToArray();
        var scale = new ColourScale(ColourMap.Sequential, new Interval(0, 1), "mean correlation");
        Plot Of(string title, double[][] values) => Map(title, names, names, values, scale, new Interval(90, 420), 36);
        return new Figure
        {
            Title = "Every fit against every other",
            Description = "Mean absolute correlation of matched latents on rows that no fit has seen, as they are and "
                + "after the best linear map. Ones everywhere: the data determine the latents. Ones below only: they "
                + "determine the space, and each start picks other axes in it.",
            Plots = [Of("Latents as they are", check.Mcc), Of("After the best linear map", check.LinearMcc)],
            Scales = [scale],
        };
    }

    /// <summary>The gain from u, or the past, on the data and on the controls.</summary>
    public static Figure Gains(NullControls check) => new()
    {
        Title = $"What a row's own {(check.Kind == NullKind.Order ? "past" : "u")} is worth",
        Description = "Each dot is one control, the dashed line the data. Controls in which "
            + (check.Kind == NullKind.Order ? "rows are in another order" : "u is shuffled")
            + " should lie around 0; the data should lie to the right of them all.",
        Plots = [new Plot
        {
            X = new Axis { Label = "gain, nats per row" },
            Y = new Axis { Range = new Interval(-1, 1), Labelled = false, Grid = false },
            Height = 56,
            Marks = [new PointMark([.. check.Gain.Controls],
                [.. check.Gain.Controls.Select((_, dot) => 0.5 * ((dot * 7 % 5 / 2.0) - 1))])
            {
                Size = 7,
            }, new RuleMark(check.Gain.Observed, "the data")],
        }],
    };

    /// <summary>Derivatives of encoder and decoder.</summary>
    public static Figure? Attribution(IdentifiabilityCheck check)
    {
        if (check.ColumnNames.Count > MaxColumns)
            return null;
        var latents = Enumerable.Range(1, check.Attribution.Decoder.Length).Select(i => $"z{i}").ToArray();
        var scale = ColourScale.Rising(
            [.. check.Attribution.Decoder.Concat(check.Attribution.Encoder).SelectMany(row => row), 0],
            "standard deviations");
        Plot Of(string title, double[][] values) =>
            Map(title, check.ColumnNames, latents, values, scale, new Interval(60, 420), 28);
        return new Figure
        {
            Title = "Columns and latents",
            Description = "How far a column moves when a latent moves by one of its standard deviations (decoder), and "
                + "a latent when a column does (encoder): mean absolute derivatives over held-out rows. The decoder is "
                + "the one to read; where columns resemble each other, the encoder may spread its weight over them as "
                + "it likes.",
            Plots = [Of("Decoder: latent to column", check.Attribution.Decoder),
                Of("Encoder: column to latent", check.Attribution.Encoder)],
            Scales = [scale],
        };
    }

    private static Plot Map(string title, IReadOnlyList<string> columns, IReadOnlyList<string> rows, double[][] values,
        ColourScale scale, Interval height, double heightOfRow) => new()
        {
            Title = title,
            X = Axis.Of("", columns),
            Y = Axis.Of("", rows) with { Reversed = true },
            Marks = [new HeatMapMark(Square(values), scale)],
            Height = Math.Clamp(heightOfRow * rows.Count, height.Low, height.High),
        };

    private static double[,] Square(double[][] rows)
    {
        var values = new double[rows.Length, rows[0].Length];
        for (var i = 0; i < rows.Length; i++)
            for (var j = 0; j < rows[i].Length; j++)
                values[i, j] = rows[i][j];
        return values;
    }
}
