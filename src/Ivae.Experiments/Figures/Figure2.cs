using System.Globalization;
using Ivae.Distributions;
using Ivae.Evaluation;
using Ivae.Methods;
using Ivae.Reporting.Plotting;
using Ivae.Simulation;

namespace Ivae.Experiments.Figures;

/// <summary>Figure 2: iVAE against VAEs without u, by epoch and by number of latents.</summary>
internal static class Figure2
{
    private const double LastEpoch = 20;
    private const string Text = "iVAE, data of the text", Code = "iVAE, objective of the code";
    private static readonly string[] Others = ["VAE", "β-VAE", "β-TC-VAE"];

    public static Reproduction Epochs() => new()
    {
        Name = "2a",
        Title = "Figure 2a: recovery during training",
        Setting = "5 sources, 5 observed columns, 40 segments of 1000 rows.",
        XLabel = "epoch",
        Points = EpochPoints,
        Draw = DrawEpochs,
        Claims = results =>
        [
            results.Order("iVAE recovers the sources better than VAE, β-VAE and β-TC-VAE.", "iVAE", Others, LastEpoch),
            results.Near("iVAE", LastEpoch),
            .. Others.Select(series => results.Near(series, LastEpoch)),
        ],
        OurClaims = results => results.Beats(),
        Notes =
        [
            "How hard a data set is depends on the mixing that was drawn. The published band at the end, .945 to .953, "
            + "is far narrower than the spread between data sets drawn anew under the same settings, so that it can "
            + "hardly be over data sets. The one data set of the authors' generator that we hold (name its folder with "
            + "--data) is an easy draw, the covariance of x having a condition number of 14 where our first two have "
            + "300 and 390; there one seed of the stated model reached .912, and .921 with the code's xtanh in place "
            + "of leaky ReLU.",
            "Two more series tell the stated settings apart: the data as the text has them (variances, four layers, "
            + "noise), and the objective as the code has it (weights 100, 1, 0, 10, decoder variance .1, no whitening, "
            + "xtanh).",
        ],
    };

    public static Reproduction Latents() => new()
    {
        Name = "2b",
        Title = "Figure 2b: recovery by number of latents",
        Setting = "2 to 5 sources, 5 observed columns, 40 segments of 1000 rows.",
        XLabel = "latents",
        Points = settings => Enumerable.Range(2, 4).SelectMany(n => PaperSettings.Points(
            settings, n == 5 ? PaperSettings.Main : string.Create(CultureInfo.InvariantCulture, $"n{n}"),
            SimulationPresets.Paper with { Latent = n }, n,
            settings.IsPaper ? PaperSettings.Vaes(n) : [("Ivae, defaults", seed => PaperSettings.Ours(seed, n))])),
        Claims = results =>
        [
            results.Order("iVAE is the best for every number of latents.", "iVAE", Others, 2, 3, 4, 5),
            .. new double[] { 2, 3, 4, 5 }.Select(n => results.Near("iVAE", n)),
        ],
        Notes = ["The published values do not bear the claim out at three latents, where VAE (.941) lies above iVAE "
            + "(.932)."],
    };

    private static IEnumerable<FigurePoint> EpochPoints(ReproductionSettings settings)
    {
        if (settings.DataFolder is { } folder)
            return PublishedFiles.Of(folder, settings.Seeds).Zip(settings.AllSeeds).SelectMany(pair => Models(settings)
                .Select(model => new FigurePoint(
                    model.Series, LastEpoch, PaperSettings.Run(settings, pair.First, model.Options(pair.Second)))));
        var points =
            PaperSettings.Points(settings, PaperSettings.Main, SimulationPresets.Paper, LastEpoch, Models(settings));
        return settings.IsPaper
            ? points.Concat(PaperSettings.Points(settings, "main-text", SimulationPresets.All["paper-text"], LastEpoch,
                (Text, seed => PaperSettings.Of(new IvaeMethod(), seed, 5))))
            : points;
    }

    private static (string Series, Func<ulong, IvaeOptions> Options)[] Models(ReproductionSettings settings)
        => settings.IsPaper
            ? [.. PaperSettings.Vaes(5), (Code, AuthorsCode)]
            : [("Ivae, defaults", seed => PaperSettings.Ours(seed, 5))];

    private static IvaeOptions AuthorsCode(ulong seed)
    {
        var stated = PaperSettings.Of(new IvaeMethod(), seed, 5);
        var network = stated.Likelihood.Network with { Activation = Numerics.Activation.Xtanh };
        var posterior = ((IvaeMethod)stated.Method).Posterior;
        return stated with
        {
            Method = new WeightedIvaeMethod { Posterior = posterior with { Network = network }, LinearPath = false },
            Preprocessing = new() { Scaling = Data.Scaling.None },
            Prior = stated.Prior with { Network = network },
            Likelihood = new() { Noise = NoiseVariance.Fixed, Variance = 0.1, Network = network },
            Training = stated.Training with { PlateauPatience = 0 },
        };
    }

    /// <summary>
    /// Curves by epoch: the product's defaults have other epochs than 20, whose curve is stretched over the same width.
    /// </summary>
    private static Figure DrawEpochs(FigureResults results)
    {
        var marks = new List<Mark>();
        foreach (var series in results.Series)
        {
            var traces = results.At(series, LastEpoch).Where(row => row.Trace is { Length: > 0 })
                .Select(row => row.Trace!).ToArray();
            if (traces.Length == 0)
                continue;
            var length = traces.Min(trace => trace.Length);
            double[] xs = [.. Enumerable.Range(1, length).Select(epoch => epoch * LastEpoch / length)];
            MeanInterval[] scores = [.. Enumerable.Range(0, length)
                .Select(i => MeanInterval.Of([.. traces.Select(trace => trace[i])]).Within(0, 1))];
            var colour = FigureDrawing.Colour(results, series);
            if (traces.Length > 1)
                marks.Add(new BandMark(xs, [.. scores.Select(s => s.Low)], [.. scores.Select(s => s.High)])
                {
                    Colour = colour,
                    Opacity = 0.12,
                });
            marks.Add(new LineMark(xs, [.. scores.Select(s => s.Mean)])
            {
                Colour = colour,
                Width = 2.2,
                Name = $"{series}, ours",
            });
        }

        foreach (var (series, values) in results.Published!.Series)
        {
            double[] ys = [.. values.Select(value => value ?? double.NaN)];
            var colour = FigureDrawing.Colour(results, series);
            marks.Add(ys.Count(double.IsFinite) == 1
                ? new PointMark([LastEpoch], [ys[^1]])
                {
                    Size = 9,
                    Colour = colour,
                    Opacity = 0.5,
                    Name = $"{series}, published",
                }
                : new LineMark(results.Published.X, ys)
                {
                    Dashed = true,
                    Colour = colour,
                    Name = $"{series}, published",
                });
        }

        var stretched = results.Settings.IsPaper ? "" : " Our epochs are stretched to the width of 20.";
        return new Figure
        {
            Title = results.Figure.Title,
            Description = string.Create(CultureInfo.InvariantCulture,
                $"MCC on held-out rows after each epoch. Full: ours, mean over {results.Settings.Seeds} data "
                + $"set{(results.Settings.Seeds > 1 ? "s with its 95 % interval" : "")}.{stretched} Dashed, and large "
                + $"dots where only the end is told: published. {results.Published.Source}"),
            Plots = [new Plot
            {
                X = new Axis { Label = "epoch" },
                Y = new Axis { Label = results.Figure.YLabel },
                Height = 340,
                Marks = marks,
            }],
        };
    }
}
