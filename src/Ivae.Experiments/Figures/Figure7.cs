using System.Globalization;
using Ivae.Causality;
using Ivae.Reporting.Plotting;
using Ivae.Simulation;

namespace Ivae.Experiments.Figures;

/// <summary>
/// Figures 7a and 7b: the causal direction of simulated pairs by number of segments, on the main simulation and on
/// segments that are easy to tell apart.
/// </summary>
internal static class Figure7
{
    private const string Ours = "Ivae, defaults";
    private const string Baseline = "TCL";
    private const int BaselineSteps = 5000;

    public static Reproduction Segments() => Make(
        "7a", "Figure 7a: causal direction by number of segments",
        "Two variables out of one lower-triangular network of three layers; 512 rows a segment.", new(),
        [4, 8, 16, 32, 48], (48, 0.9), (16, 0.75));

    public static Reproduction Staircase() => Make(
        "7b",
        "Figure 7b: causal direction where segments are easy to classify",
        "As figure 7a, but the cause has mean 2γ(u), γ a permutation of the segments, and is observed as it is "
        + "(supplement H.2).",
        new() { Staircase = true },
        [4, 8, 12, 16, 24, 32, 48],
        (48, 0.95));

    private static Reproduction Make(string name, string title, string setting, AcyclicOptions simulation,
        int[] segments, params (int Segments, double Right)[] targets) => new()
        {
            Name = name,
            Title = title,
            Setting = setting
                + " Two procedures, under either preset: flows under both orders (the default of ivae causal), and the "
                + "published four tests on the latents of TCL. Undetermined and confounded are not right.",
            XLabel = "segments",
            YLabel = "right directions",
            Score = row => Share(row, Outcome.Right),
            IsShare = true,
            OtherScores = [.. Enum.GetValues<Outcome>().Where(outcome => outcome != Outcome.Right).Select(outcome =>
                (outcome.ToString().ToLowerInvariant(), (Func<RunRow, double?>)(row => Share(row, outcome))))],
            Points = settings => segments.SelectMany(m => settings.AllSeeds.SelectMany(seed =>
                Runs(settings, RunData.Pair($"pair{name}-m{m}", simulation with { Segments = m }, seed), seed, m))),
            Draw = Draw,
            Claims = results => Claims(results, targets),
            OurClaims = results => Claims(results, targets),
            Notes = ["Each procedure tests on one half of every segment what it learned on the other. TCL is trained "
                + "as in figure 3, for 5000 steps."],
        };

    private enum Outcome
    {
        Right,
        Wrong,
        Undetermined,
        Confounded,
    }

    private static IEnumerable<FigurePoint> Runs(ReproductionSettings settings, RunData data, ulong seed, int segments)
    {
        var ours = PaperSettings.Run(settings, data, PaperSettings.Ours(seed, 2));
        var options = new GraphOptions { Pair = settings.Cut(new()) };
        yield return new(Ours, segments, ours with { Causal = new(CausalProcedure.Flows, options) });
        var tcl = PaperSettings.Tcl(seed, 2);
        yield return new(Baseline, segments,
            PaperSettings.Run(settings, data, tcl with { Training = tcl.Training with { Steps = BaselineSteps } }) with
            {
                Causal = new(CausalProcedure.FourTests, options),
            });
    }

    private static double? Share(RunRow row, Outcome outcome) => Of(row) == outcome ? 1 : 0;

    private static Outcome Of(RunRow row) => row.Answer switch
    {
        DirectionAnswer.Undetermined or null => Outcome.Undetermined,
        DirectionAnswer.Confounded => Outcome.Confounded,
        var answer => answer == row.Truth ? Outcome.Right : Outcome.Wrong,
    };

    private static IEnumerable<Claim> Claims(FigureResults results, (int Segments, double Right)[] targets)
    {
        var xs = results.Xs(Ours);
        string At(double x) => string.Join(", ", Enum.GetValues<Outcome>().Select(outcome => string.Create(
            CultureInfo.InvariantCulture,
            $"{outcome.ToString().ToLowerInvariant()} {results.At(Ours, x).Average(row => Share(row, outcome)):F3}")));
        foreach (var (segments, right) in targets)
        {
            var score = results.Score(Ours, segments);
            yield return Claim.Of(
                string.Create(CultureInfo.InvariantCulture,
                    $"The flows name the right direction in at least {right:F2} of the data sets at {segments} "
                    + $"segments; published, iVAE: {results.Published!.At("iVAE", segments):F2}."),
                score.Mean >= right,
                $"{At(segments)}; interval of right {score}.");
        }

        var behind = xs.Where(x => !(results.Score(Ours, x).Mean > results.Published!.At("iVAE", x))).ToArray();
        yield return Claim.Of(
            "The flows are right more often than published for iVAE, at every number of segments.",
            behind.Length == 0,
            string.Join("; ", xs.Select(x => string.Create(CultureInfo.InvariantCulture,
                $"{x}: {results.Score(Ours, x).Mean:F3} for {results.Published!.At("iVAE", x):F3}")))
                + ".");
        yield return results.Order("The flows are right more often than four tests on TCL.", Ours, [Baseline], xs);
        var wrong = xs.Max(x => results.At(Ours, x).Average(row => Share(row, Outcome.Wrong)));
        yield return Claim.Of("The flows name a wrong direction in no more than .05 of the data sets.", wrong <= 0.05,
            string.Create(CultureInfo.InvariantCulture, $"At most {wrong:F3}."));
    }

    /// <summary>
    /// Right directions beside the published ones, and under them what the answers of each procedure are made of.
    /// </summary>
    private static Figure Draw(FigureResults results)
    {
        var right = FigureDrawing.Curves(results);
        return right with
        {
            Description = right.Description + " Below: every answer as a share of the data sets.",
            Columns = 1,
            Plots = [.. right.Plots, .. results.Series.Select(series => Answers(results, series))],
        };
    }

    private static Plot Answers(FigureResults results, string series)
    {
        var xs = results.Xs(series);
        return new Plot
        {
            Title = series,
            X = new Axis { Label = results.Figure.XLabel },
            Y = new Axis { Label = "share of data sets", Range = new Interval(-0.02, 1.02) },
            Height = 160,
            Marks = [.. Enum.GetValues<Outcome>().Index().Select(entry =>
                new LineMark(xs, [.. xs.Select(x => results.At(series, x).Average(row => Share(row, entry.Item) ?? 0))])
                {
                    Colour = Palette.Categories[entry.Index + 3],
                    Width = 2,
                    Name = entry.Item.ToString().ToLowerInvariant(),
                })],
        };
    }
}
