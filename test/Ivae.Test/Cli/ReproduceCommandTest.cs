using System.Globalization;
using Ivae.Numerics;

namespace Ivae.Test.Cli;

public sealed class ReproduceCommandTest : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>The smallest figure, cut to a few steps: files, a page that answers, and nothing made twice.</summary>
    [Fact]
    public void AFigureIsMadeAndItsClaimsAreAnswered()
    {
        string[] words = ["reproduce", "pinwheel", "--seeds", "1", "--steps", "20", "--out", folder.Root, "--quiet"];
        var run = CliRun.Of(words);
        Assert.True(run.Code == 0, run.Messages);
        Assert.Contains("A mixture prior gives four clusters", run.Data);
        foreach (var file in new[] { "pinwheel.svg", "pinwheel.csv", "reproduce.html", "reproduce.json" })
            Assert.True(File.Exists(folder.Path(file)), file);
        Assert.Contains("scores mean little", File.ReadAllText(folder.Path("reproduce.html")));
        var files = Directory.GetFiles(folder.Path("runs"));
        Assert.Equal(2, files.Length);
        var times = files.Select(File.GetLastWriteTimeUtc).ToArray();
        Assert.Equal(run.Data, CliRun.Of(words).Data);
        Assert.Equal(times, files.Select(File.GetLastWriteTimeUtc));
    }

    /// <summary>
    /// Three subjects in the files' own format, made up; the first search, one resampling of subjects, and nothing made
    /// twice.
    /// </summary>
    [Fact]
    public void TheHippocampusIsReadFromItsFiles()
    {
        var alone = CliRun.Of("reproduce", "figure-4", "--out", folder.Root);
        Assert.Equal(2, alone.Code);
        Assert.Contains("figure 4 is left out: it needs the folder", alone.Messages);
        string[] parts = ["BG", "CA1", "DG", "CA3", "SUB", "ERC", "BA35", "BA36", "PHC"];
        var stream = new RandomStream(1);
        for (var subject = 1; subject <= 3; subject++)
        {
            Directory.CreateDirectory(folder.Path($"data/S{subject}"));
            var times = subject;
            string Value(string part) => part == "BG" ? "NaN"
                : (times * stream.NextNormal()).ToString("F6", CultureInfo.InvariantCulture);
            File.WriteAllLines(folder.Path($"data/S{subject}/res_tcourse_L.txt"), ["9 60", .. parts.Select((part, i) =>
                $"hipp_sf_{i:D4}_{part} {string.Join(' ', Enumerable.Range(0, 60).Select(_ => Value(part)))}")]);
        }

        string[] words = ["reproduce", "4", "--data", folder.Path("data"), "--seeds", "2", "--steps", "5", "--out",
            folder.Path("out"), "--quiet"];
        var run = CliRun.Of(words);
        Assert.True(run.Code == 0, run.Messages);
        Assert.Equal(2, Directory.GetFiles(folder.Path("out/runs")).Length);
        Assert.Contains("of 1 resamplings of subjects", File.ReadAllText(folder.Path("out/reproduce.html")));
        Assert.Contains("CA3DG", File.ReadAllText(folder.Path("out/4.svg")));
        Assert.Equal(run.Data, CliRun.Of(words).Data);
        var empty = CliRun.Of("reproduce", "4", "--data", folder.Path("out/runs"), "--out", folder.Path("out"));
        Assert.Equal(3, empty.Code);
        Assert.Contains("has no files res_tcourse_*.txt", empty.Messages);
    }

    /// <summary>
    /// One segment number of figure 7a is enough to see that both procedures run; the page has all answers.
    /// </summary>
    [Fact]
    public void ThePairsOfFigure7AreAnswered()
    {
        var run = CliRun.Of("reproduce", "figure-7a", "--seeds", "1", "--steps", "5", "--out", folder.Root, "--quiet");
        Assert.True(run.Code == 0, run.Messages);
        Assert.Equal(10, Directory.GetFiles(folder.Path("runs")).Length);
        Assert.Contains("undetermined", File.ReadAllText(folder.Path("reproduce.html")));
        Assert.Matches(
            ",(Forward|Backward),(Forward|Backward|Undetermined|Confounded),", File.ReadAllText(folder.Path("7a.csv")));
    }

    [Fact]
    public void MistakesAreUsage()
    {
        Assert.Contains("There is no figure \"7\"", CliRun.Of("reproduce", "7", "--out", folder.Root).Messages);
        Assert.Contains("there is no preset \"papers\"",
            CliRun.Of("reproduce", "2a", "--preset", "papers", "--out", folder.Root).Messages);
        Assert.Contains("has no published files",
            CliRun.Of("reproduce", "9", "--data", folder.Root, "--out", folder.Root).Messages);
        var none = CliRun.Of("reproduce", "iflow", "--data", folder.Root, "--out", folder.Root);
        Assert.Equal(3, none.Code);
        Assert.Contains("has 0 NPZ files, and 3 are asked for", none.Messages);
        Assert.Contains("was withdrawn", CliRun.Of("reproduce", "--help").Data.ReplaceLineEndings(" "));
    }
}
