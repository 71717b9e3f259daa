using System.Text.Json;
using Ivae.Cli;

namespace Ivae.Test.Cli;

/// <summary>check, align, select and plan from the command line, on data made by simulate.</summary>
public class CheckCommandTest
{
    private static readonly string[] Simulate =
        ["simulate", "--latent", "2", "--observed", "2", "--segments", "8", "--rows-per-segment", "60", "--set",
            "mixing_layers=1", "--set", "condition_draws=20", "--seed", "1", "--out"];

    [Fact]
    public void ACheckPrintsAVerdictAndWritesTheEvidence()
    {
        using var folder = new TemporaryFolder();
        var data = folder.Path("x.npz");
        Succeed([.. Simulate, data]);
        Succeed("fit", data, "--out", folder.Path("a"), "--set", "training.steps=100", "--set",
            "prior.family=gaussian", "--quiet");
        Succeed("fit", data, "--out", folder.Path("b"), "--set", "training.steps=100", "--seed", "1", "--quiet");

        var check = Succeed("check", folder.Path("a"), data, "--seeds", "1", "--nulls", "1", "--null-steps", "20");
        Assert.Contains("- Theory. ", check.Data);
        Assert.Contains("- Independent fits. ", check.Data);
        Assert.True(File.Exists(folder.Path("a/check.html")));
        var json = JsonDocument.Parse(File.ReadAllText(folder.Path("a/check.json"))).RootElement;
        Assert.Equal("permutation", json.GetProperty("guarantee").GetProperty("class").GetString());
        Assert.Equal(ExitCode.Usage, CliRun.Of("check", folder.Path("a"), data).Code); // would overwrite

        var summary = JsonDocument.Parse(File.ReadAllText(folder.Path("a/summary.json"))).RootElement;
        Assert.Equal("Theorem 2", summary.GetProperty("guarantee").GetProperty("theorem").GetString());
        Assert.Contains("What is guaranteed", File.ReadAllText(folder.Path("a/report.html")));

        var align = Succeed("align", folder.Path("a"), folder.Path("b"), "--out", folder.Path("b-as-a.csv"));
        Assert.Contains("z1", align.Data);
        Assert.Equal(8 * 60 + 1, File.ReadAllLines(folder.Path("b-as-a.csv")).Length);
    }

    [Fact]
    public void ASelectionWritesItsTable()
    {
        using var folder = new TemporaryFolder();
        var data = folder.Path("x.npz");
        Succeed([.. Simulate, data]);
        var run = Succeed("select", data, "--latent", "1:2", "--set", "training.steps=50", "--out", folder.Path("s"));
        Assert.StartsWith("Take ", run.Data);
        Assert.Equal(2, JsonDocument.Parse(File.ReadAllText(folder.Path("s/select.json"))).RootElement
            .GetProperty("candidates").GetArrayLength());
        Assert.True(File.Exists(folder.Path("s/select.html")));
    }

    [Theory]
    [InlineData("\"x\" is not a number from 1 to 10000 or a range", "select", "x.csv", "--latent", "x")]
    [InlineData("the range 5:2 ends before it starts", "select", "x.csv", "--latent", "5:2")]
    [InlineData("there is no family \"normal\"", "select", "x.csv", "--latent", "2", "--prior", "normal")]
    [InlineData("--moves up: give scale, mean or both", "plan", "--moves", "up")]
    public void MistakesAreNamed(string message, params string[] arguments)
    {
        var run = CliRun.Of(arguments);
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains(message, run.Messages);
    }

    private static CliRun Succeed(params string[] arguments)
    {
        var run = CliRun.Of(arguments);
        Assert.True(run.Code == ExitCode.Success, run.Messages);
        return run;
    }
}
