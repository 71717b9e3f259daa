using Ivae.Data;
using Ivae.Experiments;
using Ivae.Methods;
using Ivae.Reporting;
using Ivae.Test.Reporting;
using Ivae.Training;

namespace Ivae.Test.Experiments;

/// <summary>The picture and the page of a comparison, from invented scores, against text that was looked at.</summary>
public class GoldenComparisonTest
{
    [Fact]
    public void A_comparison_is_drawn_and_written_as_it_was()
    {
        var data = new RunData("recording", [], () => throw new InvalidOperationException());
        var runs = Comparison.Runs(
            data,
            [.. new[] { "ivae", "vae", "pca" }.Select(name => new IvaeOptions { Method = Method.Named(name) })], 3);
        var rows =
            runs.ToDictionary(run => run.Fingerprint, run => Row(run.Options.Method.Name, (int)run.Options.Seed));
        var folder = Directory.CreateTempSubdirectory("ivae-test-");
        var facts = new Dictionary<string, string> { ["data"] = "recording" };
        using (var results = OutputFolder.Take(folder.FullName, "test"))
            ComparisonReport.Write(results, Comparison.Of(runs, rows, hasSources: true), runs, rows, facts,
                new FigureFiles());
        var (page, picture) = (Read("compare.html"), Read("compare.svg"));
        folder.Delete(recursive: true);
        Golden.Check("compare.html", page);
        Golden.Check("compare.svg", picture);

        string Read(string file) => File.ReadAllText(Path.Combine(folder.FullName, file));
    }

    private static RunRow Row(string method, int seed) => new()
    {
        Fingerprint = "",
        Outcome = method == "vae" && seed == 2 ? TrainingOutcome.Diverged : TrainingOutcome.Completed,
        Message = "",
        Method = method,
        Seconds = 3 + seed,
        Steps = 100,
        TestRows = 50,
        Mcc = method == "vae" && seed == 2 ? null : method == "ivae" ? 0.9 + 0.02 * seed : 0.6 + 0.05 * seed,
        Iwae = method == "pca" ? null : -4 - 0.1 * seed,
        Latents = method == "vae" && seed == 2 ? [] : [[0.5, -0.5], [0.25, 0.75], [-1, 0.125]],
    };
}
