using System.Text.Json;
using Ivae.Cli;

namespace Ivae.Test.Cli;

/// <summary>Planning from the command line, with fits too short to find anything.</summary>
public class PlanCommandTest
{
    private static readonly string[] Small =
    [
        "plan", "--latent", "2", "--segments", "6", "--rows", "8", "--mixing-layers", "1", "--repeats", "1",
        "--steps", "5",
    ];

    [Theory]
    [InlineData("scale", "Theorem 3")]
    [InlineData("mean", "Theorem")]
    [InlineData("both", "Theorem 2")]
    public void A_plan_has_a_guarantee_and_a_row_for_each_size(string moves, string theorem)
    {
        var run = CliRun.Of([.. Small, "--moves", moves, "--json"]);
        Assert.True(run.Code == ExitCode.Success, run.Messages);
        var plan = JsonDocument.Parse(run.Data).RootElement;
        Assert.Contains(theorem, plan.GetProperty("guarantee").GetProperty("theorem").GetString());
        var sizes = plan.GetProperty("cases").EnumerateArray()
            .Select(c => (c.GetProperty("segments").GetInt32(), c.GetProperty("rows_per_segment").GetInt32()));
        Assert.Equal([(6, 8), (6, 32), (12, 8), (12, 32), (6, 2)], sizes);
        Assert.All(
            plan.GetProperty("cases").EnumerateArray().SelectMany(c => c.GetProperty("mcc").EnumerateArray()),
            score => Assert.InRange(score.GetDouble(), 0, 1));
    }

    [Fact]
    public void It_is_shown_as_a_sentence_and_a_table_with_its_progress_beside()
    {
        var run = CliRun.Of(Small);
        var lines = run.Data.TrimEnd('\n').Split('\n');
        Assert.Equal(7, lines.Length);
        Assert.EndsWith(".", lines[0].TrimEnd());
        Assert.StartsWith("segments", lines[1]);
        Assert.Contains("ivae plan: 5 of 5 fits", run.Messages);
        Assert.Empty(CliRun.Of([.. Small, "--quiet"]).Messages);
    }
}
