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

    [Fact]
    public void MistakesAreUsage()
    {
        Assert.Contains("There is no figure \"7\"", CliRun.Of("reproduce", "7", "--out", folder.Root).Messages);
        Assert.Contains("there is no preset \"papers\"", CliRun.Of("reproduce", "2a", "--preset", "papers", "--out", folder.Root).Messages);
        Assert.Contains("has no published files", CliRun.Of("reproduce", "9", "--data", folder.Root, "--out", folder.Root).Messages);
        var none = CliRun.Of("reproduce", "iflow", "--data", folder.Root, "--out", folder.Root);
        Assert.Equal(3, none.Code);
        Assert.Contains("has 0 NPZ files, and 3 are asked for", none.Messages);
        Assert.Contains("was withdrawn", CliRun.Of("reproduce", "--help").Data.ReplaceLineEndings(" "));
    }
}
