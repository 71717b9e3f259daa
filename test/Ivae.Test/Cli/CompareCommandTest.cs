using System.Text.Json;

namespace Ivae.Test.Cli;

public sealed class CompareCommandTest : IDisposable
{
    private readonly FitExample example = new();

    public void Dispose() => example.Dispose();

    [Fact]
    public void MethodsStandSideBySideAndASecondStartDoesNothingAgain()
    {
        var target = example.Path("compared");
        string[] words = ["compare", example.Npz, "--methods", "ivae,vae,pca", "--seeds", "2", "--steps", "20", "--out",
            target, "--quiet"];
        var run = CliRun.Of(words);
        Assert.True(run.Code == 0, run.Messages);
        foreach (var method in new[] { "ivae", "vae", "pca", "MCC", "seeds" })
            Assert.Contains(method, run.Data);
        foreach (var file in new[] { "compare.html", "compare.csv", "compare.svg", "compare.json" })
            Assert.True(File.Exists(Path.Combine(target, file)), file);
        Assert.Equal(7, File.ReadAllLines(Path.Combine(target, "compare.csv")).Length);
        var files = Directory.GetFiles(Path.Combine(target, "runs"));
        Assert.Equal(6, files.Length);
        var times = files.Select(File.GetLastWriteTimeUtc).ToArray();

        var again = CliRun.Of([.. words, "--json"]);
        Assert.Equal(0, again.Code);
        Assert.Equal(times, files.Select(File.GetLastWriteTimeUtc));
        using var json = JsonDocument.Parse(again.Data);
        Assert.Equal(3, json.RootElement.GetProperty("methods").GetArrayLength());
        Assert.Equal(2, json.RootElement.GetProperty("differences").GetArrayLength());
        Assert.Contains("<svg", File.ReadAllText(Path.Combine(target, "compare.html")));
    }

    [Fact]
    public void WithoutSourcesItIsTheBoundThatIsCompared()
    {
        var run = CliRun.Of("compare", example.Csv, "--auxiliary", "segment", "--methods", "ivae,vae", "--seeds", "2",
            "--steps", "10", "--out", example.Path("bound"), "--quiet");
        Assert.True(run.Code == 0, run.Messages);
        Assert.Contains("bound, nats a row", run.Data);
        var mixed = CliRun.Of("compare", example.Csv, "--auxiliary", "segment", "--methods", "ivae,fastica", "--seeds",
            "2", "--steps", "10", "--out", example.Path("mixed"), "--quiet");
        Assert.Contains("agreement between seeds", mixed.Data);
    }

    [Fact]
    public void AWrongMethodIsNamedBeforeAnythingIsComputed()
    {
        var run = CliRun.Of("compare", example.Npz, "--methods", "ivae,vea", "--out", example.Path("none"));
        Assert.Equal(2, run.Code);
        Assert.Contains("there is no method \"vea\"", run.Messages, StringComparison.OrdinalIgnoreCase);
        Assert.False(Directory.Exists(example.Path("none")));
    }
}
