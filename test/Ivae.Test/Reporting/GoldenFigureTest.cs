using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ivae.Identifiability;
using Ivae.Numerics;
using Ivae.Reporting;
using Ivae.Reporting.Figures;
using Ivae.Reporting.Plotting;
using Ivae.Training;

namespace Ivae.Test.Reporting;

/// <summary>
/// Every figure and page of a run, a check and a selection, from given numbers, against text that was looked at.
/// </summary>
public class GoldenFigureTest
{
    // Results as they are, without the sentences that are made of them.
    internal static readonly JsonSerializerOptions Facts =
        new(RunJson.Indented) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    private static readonly Dictionary<string, Func<RunReport, Figure?>> OfRun = new()
    {
        ["continuous-traces"] = report => ContinuousTracesFigure.Draw(report with
        {
            Continuous = report.Sources,
            ContinuousNames = ["temperature, °C", "hour"],
        }),
        ["latent-pairs"] = LatentPairsFigure.Draw,
        ["latent-traces"] = LatentTracesFigure.Draw,
        ["learned-targets"] = report => LearnedTargetsFigure.Draw(report with
        {
            LearnedTargets = new()
            {
                Parts = ["drug A", "drug B", "drug C"],
                Movements = [[2, 0.1], [0.3, 3], [1.5, 0]],
                ControlsAsSparse = 1,
                Controls = 19,
            },
        }),
        ["level-sizes"] = report => LevelSizesFigure.Draw(report with { TimeOrdered = false }),
        ["observed-traces"] = ObservedTracesFigure.Draw,
        ["prior-levels"] = PriorFigure.Draw,
        ["prior-curves"] = report => PriorFigure.Draw(
            report with { Levels = null, PriorGrid = [0, 0.5, 1, 1.5], PriorGridName = "temperature, °C" }),
        ["reconstruction"] = ReconstructionFigure.Draw,
        ["search"] = report => SearchFigure.Draw(report with { Stages = [ReportExamples.Search()] }),
        ["source-correlation"] = SourceCorrelationFigure.Draw,
        ["source-scatter"] = SourceScatterFigure.Draw,
        ["source-traces"] = SourceTracesFigure.Draw,
        ["training"] = TrainingFigure.Draw,
    };

    private static readonly Dictionary<string, Func<IdentifiabilityCheck, Figure?>> OfCheck = new()
    {
        ["check-spectrum"] = check => CheckFigures.Spectrum(check.Variability!),
        ["check-agreement"] = check => CheckFigures.Agreement(check.Agreement!),
        ["check-gains"] = check => CheckFigures.Gains(check.Nulls!),
        ["check-attribution"] = CheckFigures.Attribution,
    };

    public static TheoryData<string> RunFigures => [.. OfRun.Keys];

    public static TheoryData<string> CheckFigureNames => [.. OfCheck.Keys];

    [Theory]
    [MemberData(nameof(RunFigures))]
    public void A_figure_of_a_run_is_drawn_as_it_was(string name) =>
        Golden.Check($"{name}.svg", OfRun[name](Run())!.ToSvg());

    [Theory]
    [MemberData(nameof(CheckFigureNames))]
    public void A_figure_of_a_check_is_drawn_as_it_was(string name) =>
        Golden.Check($"{name}.svg", OfCheck[name](Input<IdentifiabilityCheck>("check.json"))!.ToSvg());

    /// <summary>A class in the folder of figures that draws is in one of the tables above.</summary>
    [Fact]
    public void No_figure_of_a_run_is_forgotten()
    {
        string[] names =
        [
            .. typeof(TrainingFigure).Assembly.GetTypes()
                .Where(type => type.Namespace == typeof(TrainingFigure).Namespace)
                .Where(type => type.GetMethod("Draw")?.ReturnType == typeof(Figure)).Select(type => type.Name),
        ];
        Assert.NotEmpty(names);
        var source = File.ReadAllText(
            Path.Combine(SharedData.Repository, "test/Ivae.Test/Reporting/GoldenFigureTest.cs"));
        Assert.All(names, name => Assert.Contains($"{name}.Draw", source));
    }

    [Fact]
    public void The_page_of_a_run_is_written_as_it_was() => Golden.Check("run.html", HtmlReport.Render(Run()));

    [Fact]
    public void The_page_of_a_check_is_written_as_it_was() =>
        Golden.Check("check.html", CheckReport.Render(Input<IdentifiabilityCheck>("check.json")));

    [Fact]
    public void The_page_of_a_selection_is_written_as_it_was() =>
        Golden.Check("select.html", SelectionReport.Render(Input<ModelSelection>("select.json"), "recording.csv"));

    /// <summary>A wrong curve fails, and says where.</summary>
    [Fact]
    public void A_point_that_moves_is_found()
    {
        var history = History().ToArray();
        var figure = TrainingFigure.Draw(Run())!.ToSvg();
        Assert.Null(Golden.FirstDifference(Golden.Lines(figure), Golden.Lines(figure)));
        history[3] = history[3] with { TrainingBound = history[3].TrainingBound - 0.5 };
        var moved = TrainingFigure.Draw(Run() with { Stages = [ReportExamples.Stage("ivae", 1, 9, history)] })!.ToSvg();
        Assert.NotNull(Golden.FirstDifference(Golden.Lines(figure), Golden.Lines(moved)));
        Assert.Null(Golden.FirstDifference(["<a x=\"1.01\"/>"], ["<a x=\"1.02\"/>"]));
        Assert.Equal(0, Golden.FirstDifference(["<a x=\"1.01\"/>"], ["<a x=\"1.03\"/>"]));
        Assert.Equal(0, Golden.FirstDifference(["<a x=\"3\"/>"], ["<a x=\"4\"/>"]));
        Assert.Equal(1, Golden.FirstDifference(["<a/>"], ["<a/>", "<b/>"]));
    }

    private static T Input<T>(string name) =>
        JsonSerializer.Deserialize<T>(File.ReadAllText(Path.Combine(Golden.Folder, "inputs", name)), Facts)!;

    /// <summary>40 rows of 3 columns, 2 latents and 4 levels, by whole numbers: the same on every machine.</summary>
    private static RunReport Run()
    {
        const int rows = 40, columns = 3, latents = 2, levels = 4;
        static float Spread(int i, int salt) => ((i * 37 + salt * 17) % 41 - 20) / 16f;
        static Matrix Filled(int rows, int columns, Func<int, int, float> value) =>
            new(rows, columns, [.. Enumerable.Range(0, rows * columns).Select(i => value(i / columns, i % columns))]);
        var sources = Filled(rows, latents, (row, j) => Spread(row, j) + row / 10);
        var observed = Filled(rows, columns, (row, d) => 100 + 8 * sources[row, 0] + (d - 1) * 4 * sources[row, 1]);
        return ReportExamples.Of(rows, columns, latents, levels) with
        {
            Version = "0.0.0",
            Sources = sources,
            Latents = Filled(rows, latents, (row, j) => (1 - 2 * j) * sources[row, 1 - j] + Spread(row, 5 + j) / 4),
            Observed = observed,
            Reconstruction = Filled(rows, columns, (row, d) => observed[row, d] + Spread(row, 9 + d)),
            PriorMean = Filled(levels, latents, (level, j) => level - j),
            PriorStandardDeviation = Filled(levels, latents, (level, j) => 0.5f + (level + j) / 4f),
            Stages = [ReportExamples.Stage("ivae", 1, 9, [.. History()])],
        };
    }

    private static IEnumerable<EpochMetrics> History() => Enumerable.Range(1, 12).Select(epoch => ReportExamples.Epoch(
        epoch,
        -9 - 8.0 / epoch,
        -9.25 - 8.0 / epoch - (epoch > 9 ? (epoch - 9) / 8.0 : 0),
        epoch < 8 ? 1e-2 : 1e-3));
}
