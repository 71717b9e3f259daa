using Ivae.Causality;
using Ivae.Experiments;
using Ivae.Methods;
using Ivae.Training;

namespace Ivae.Test.Experiments;

public class ReproductionTest
{
    public static TheoryData<string> Names =>
        [.. Reproduction.All.Where(figure => !figure.NeedsData).Select(figure => figure.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryFigureHasRunsThatAreAllowedUnderBothPresets(string name)
    {
        var figure = Assert.Single(Reproduction.Named(name));
        foreach (var preset in Enum.GetValues<ReproductionPreset>())
        {
            var points = figure.Points(new ReproductionSettings(preset, 2)).ToArray();
            Assert.NotEmpty(points);
            Assert.All(points, point => point.Run.Options.Validate());
            Assert.All(points, point => Assert.Contains(Method.All.Select(method => method.Name).Append("auto"),
                method => method == point.Run.Options.Method.Name));
            Assert.Equal([1ul, 2ul], points.Select(point => point.Run.Options.Seed).Distinct().Order());

            // As many data sets for every method at every place.
            Assert.All(points.GroupBy(point => (point.Series, point.X)),
                place => Assert.Equal(2, place.Select(point => point.Run.Data.Name).Distinct().Count()));
            if (PublishedFigure.Find(name) is { } published && preset == ReproductionPreset.Paper && name != "6c")
                Assert.Contains(points, point => published.At(point.Series, point.X) is not null);
        }
    }

    [Fact]
    public void FiguresShareRuns()
    {
        var settings = new ReproductionSettings(ReproductionPreset.Paper, 1);
        string[] Of(string name) =>
            [.. Reproduction.Named(name)[0].Points(settings).Select(point => point.Run.Fingerprint)];
        Assert.Equal(4, Of("2a").Intersect(Of("2b")).Count());
        Assert.Single(Of("2a").Intersect(Of("3a")));
        Assert.Single(Of("2a").Intersect(Of("8")));
    }

    [Theory]
    [InlineData("figure-1", "figure-1")]
    [InlineData("1", "figure-1")]
    [InlineData("figure-7a", "7a")]
    [InlineData("4", "4")]
    public void AFigureHasALongAndAShortName(string name, string expected) =>
        Assert.Equal(expected, Assert.Single(Reproduction.Named(name)).Name);

    [Fact]
    public void AnUnknownFigureIsNamed()
        => Assert.Contains("There is no figure \"2c\"; there are figure-1, 2a",
            Assert.Throws<ArgumentException>(() => Reproduction.Named("2c")).Message);

    /// <summary>Made-up rows: the order must hold seed by seed and clear of chance.</summary>
    [Theory]
    [InlineData(new[] { 0.9, 0.92, 0.91 }, new[] { 0.7, 0.71, 0.72 }, ClaimOutcome.Confirmed)]
    [InlineData(new[] { 0.9, 0.6, 0.91 }, new[] { 0.7, 0.71, 0.72 }, ClaimOutcome.Open)]
    [InlineData(new[] { 0.6, 0.6, 0.6 }, new[] { 0.7, 0.71, 0.72 }, ClaimOutcome.NotConfirmed)]
    [InlineData(new[] { 0.9 }, new[] { 0.7 }, ClaimOutcome.Open)]
    public void AnOrderIsConfirmedWhenChanceIsRuledOut(double[] first, double[] second, object verdict)
    {
        var results = Results("2a", ("iVAE", first), ("VAE", second));
        Assert.Equal(verdict, results.Order("", "iVAE", ["VAE"], 20).Outcome);
    }

    [Fact]
    public void PublishedValuesAreThoseOfThePaper()
    {
        Assert.Equal(0.9488, PublishedFigure.Find("2a")!.At("iVAE", 20));
        Assert.Null(PublishedFigure.Find("2a")!.At("VAE", 1));
        Assert.Equal(0.7565, PublishedFigure.Find("2b")!.At("β-VAE", 4));
        Assert.Equal(0.9104, PublishedFigure.Find("3a")!.At("iVAE", 40));
        Assert.Equal(0.3881, PublishedFigure.Find("3b")!.At("TCL", 40));
        Assert.Null(PublishedFigure.Find("pinwheel"));
        Assert.All(["2a", "2b", "3a", "3b", "6a", "6b", "6c", "9", "iflow", "ice-beem"],
            name => Assert.NotEmpty(PublishedFigure.Find(name)!.Source));
        var near = Results("2a", ("iVAE", [0.93, 0.94])).Near("iVAE", 20);
        Assert.Equal(ClaimOutcome.Confirmed, near.Outcome);
    }

    /// <summary>
    /// Made-up answers, seed by seed: shares are of all data sets, and a wrong direction is told from none.
    /// </summary>
    [Fact]
    public void AnswersOfPairsBecomeShares()
    {
        var figure = Reproduction.Named("7b")[0];
        DirectionAnswer[] answers = [DirectionAnswer.Forward, DirectionAnswer.Backward, DirectionAnswer.Undetermined,
            DirectionAnswer.Confounded];
        var settings = new ReproductionSettings(ReproductionPreset.Ours, answers.Length);
        var results = new FigureResults(figure, settings, [.. figure.Points(settings).Select(point => (point, new RunRow
        {
            Fingerprint = "",
            Outcome = TrainingOutcome.Completed,
            Message = "",
            Method = "flows",
            Seconds = 1,
            Steps = 1,
            TestRows = 1,
            Truth = DirectionAnswer.Forward,
            Answer = answers[point.Run.Options.Seed - 1],
        }))]);
        Assert.Equal(0.25, results.Score("TCL", 48).Mean);
        Assert.All(figure.OtherScores, other => Assert.Equal(1, results.At("TCL", 48).Sum(other.Of)));
        Assert.Contains(ReproductionReport.Claims(results), claim => claim.Evidence.Contains(
            "right 0.250, wrong 0.250, undetermined 0.250, confounded 0.250", StringComparison.Ordinal));
        Assert.Equal(0.92, results.Published!.At("iVAE", 48));
        Assert.Contains("published", figure.Draw(results).ToSvg());
    }

    private static FigureResults Results(string figure, params (string Series, double[] Scores)[] series)
    {
        var run = new ExperimentRun(new RunData("x", [], () => throw new InvalidOperationException()), new());
        return new(Reproduction.Named(figure)[0], new(ReproductionPreset.Paper, series[0].Scores.Length),
            [.. series.SelectMany(s => s.Scores.Select(score => (
                new FigurePoint(s.Series, 20, run),
                new RunRow
                {
                    Fingerprint = "",
                    Outcome = TrainingOutcome.Completed,
                    Message = "",
                    Method = "ivae",
                    Seconds = 1,
                    Steps = 1,
                    TestRows = 1,
                    Mcc = score,
                })))]);
    }
}
