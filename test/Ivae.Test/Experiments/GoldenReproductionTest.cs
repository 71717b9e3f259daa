using Ivae.Causality;
using Ivae.Data;
using Ivae.Experiments;
using Ivae.Reporting;
using Ivae.Test.Reporting;
using Ivae.Training;

namespace Ivae.Test.Experiments;

/// <summary>
/// Every figure of a reproduction, from invented results, and the answers to its claims, against text that was looked
/// at.
/// </summary>
public class GoldenReproductionTest
{
    private const int Shown = 12;

    public static TheoryData<string> Names => [.. Reproduction.All.Select(figure => figure.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_figure_is_drawn_as_it_was(string name) =>
        Golden.Check($"figures/{name}.svg", Results(name).Figure.Draw(Results(name)).ToSvg());

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_claims_are_answered_as_they_were(string name)
    {
        var results = Results(name);
        var answers = ReproductionReport.Claims(results)
            .Select(claim => $"{claim.Sentence}\n{claim.Answer}: {claim.Evidence}");
        Golden.Check($"figures/{name}.txt", string.Join("\n", answers.DefaultIfEmpty("no claim")));
    }

    [Fact]
    public void The_page_is_written_as_it_was()
    {
        var folder = Directory.CreateTempSubdirectory("ivae-test-");
        using (var results = OutputFolder.Take(folder.FullName, "test"))
            ReproductionReport.Write(results, [Results("2b"), Results("pinwheel"), Results("7a")], new FigureFiles());
        var page = File.ReadAllText(Path.Combine(folder.FullName, "reproduce.html"));
        folder.Delete(recursive: true);
        Golden.Check("reproduce.html", page);
    }

    /// <summary>
    /// Three data sets, settings of the paper; figures that need files of others get runs of no data.
    /// </summary>
    private static FigureResults Results(string name)
    {
        var (figure, settings) = (Reproduction.Named(name)[0], new ReproductionSettings(ReproductionPreset.Paper, 3));
        FigurePoint[] points = figure.NeedsData
            ? [.. settings.AllSeeds.Select(seed => new FigurePoint("Ivae, defaults", 1, new ExperimentRun(
                new RunData("none", [], () => throw new InvalidOperationException()), new() { Seed = seed })))]
            : [.. figure.Points(settings)];
        var series = points.Select(point => point.Series).Distinct().ToList();
        var rows = points.Select(point => (point, Row(point, series.IndexOf(point.Series))));
        return new FigureResults(figure, settings, [.. rows]);
    }

    /// <summary>
    /// The better the earlier a method comes, the better with x, and a little otherwise for each seed.
    /// </summary>
    private static RunRow Row(FigurePoint point, int series)
    {
        var seed = (int)point.Run.Options.Seed;
        var score = 0.95 - 0.1 * series % 0.8 - 0.25 / (1 + point.X) + 0.01 * seed;
        return new RunRow
        {
            Fingerprint = "",
            Outcome = TrainingOutcome.Completed,
            Message = "",
            Method = point.Run.Options.Method.Name,
            Seconds = 10 + series,
            Steps = 100,
            TestRows = 200,
            Mcc = score,
            Pairs = [score, score - 0.05],
            Elbo = -10 + 4 * score + 0.1 * (seed % 2),
            Iwae = -9 + 4 * score,
            Accuracy = 0.9 - 0.1 * series,
            ActiveUnits = 2,
            Clusters = 4 - series % 4,
            Purity = score,
            Trace = [score - 0.3, score - 0.1, score],
            Truth = DirectionAnswer.Forward,
            Answer = seed == 1 ? DirectionAnswer.Forward : (DirectionAnswer)((seed + series) % 4),
            Edges = [new(0, 1, true, 0.5), new(1, 2, seed != 2, 0.25), new(3, 4, false, 0.125)],
            Distance = series + seed,
            ShownRows = [.. Enumerable.Range(0, Shown).Select(i => 33 * i)],
            Latents = [.. Enumerable.Range(0, Shown).Select(Latents)],
        };
    }

    private static double[] Latents(int row) => [.. Enumerable.Range(0, 5).Select(j => (row * (7 + j) % 11 - 5) / 4.0)];
}
