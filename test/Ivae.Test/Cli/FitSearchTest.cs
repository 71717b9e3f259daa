using System.Text.Json;

namespace Ivae.Test.Cli;

/// <summary>What the command line says of the search over kinds, and that its configuration repeats it.</summary>
public sealed class FitSearchTest(FitExample example) : IClassFixture<FitExample>
{
    [Fact]
    public void Terminal_summary_metrics_and_report_say_what_was_tried()
    {
        var (first, again) = (example.Path("search"), example.Path("search again"));
        string[] words = ["fit", example.Npz, "--set", "training.effort=.01", "--set", "training.batch_size=50"];
        var run = CliRun.Of([.. words, "--out", first, "--json"]);
        Assert.True(run.Code == 0, run.Messages);
        Assert.Equal(File.ReadAllText(Path.Combine(first, "summary.json")), run.Data);

        var stages = FitExample.Summary(first).GetProperty("stages");
        var search = stages[0].GetProperty("search");
        var candidates = search.GetProperty("candidates").EnumerateArray().ToList();
        Assert.Equal(8, candidates.Count);
        var chosen = candidates.Single(candidate => candidate.GetProperty("chosen").GetBoolean());
        Assert.Equal(
            chosen.GetProperty("held_out").GetDouble(),
            stages.EnumerateArray().Take(2).Max(stage => stage.GetProperty("runs").EnumerateArray()
                .Max(other => other.GetProperty("bound").GetDouble())), 0.5);
        Assert.False(search.TryGetProperty("rival", out _));
        Assert.False(stages[1].TryGetProperty("search", out _));
        var sentence = search.GetProperty("sentence").GetString()!;
        Assert.StartsWith($"“{chosen.GetProperty("name").GetString()}” was chosen", sentence);

        Assert.Contains($"ivae fit: {sentence}", run.Messages);
        Assert.Contains("log-likelihood, held out", run.Messages);
        Assert.Contains($"{chosen.GetProperty("name").GetString()} ←", run.Messages);
        Assert.Matches(@"stage 1: search  epoch \d+/\d+ ", run.Messages);

        var report = File.ReadAllText(Path.Combine(first, "report.html"));
        Assert.Contains("<h2>What was tried</h2>", report);
        Assert.Contains(sentence, report);

        var epochs = File.ReadLines(Path.Combine(first, "metrics.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal("search", epochs[0].GetProperty("stage").GetString());
        Assert.Equal(
            stages.EnumerateArray().SelectMany(stage => stage.GetProperty("runs").EnumerateArray())
                .Sum(other => other.GetProperty("epochs").GetInt32()), epochs.Count);

        var config = Path.Combine(first, "config.json");
        Assert.Equal(0, CliRun.Of("fit", example.Npz, "--out", again, "--quiet", "--config", config).Code);
        foreach (var file in (string[])["model.ivae", "latents.csv", "metrics.jsonl", "report.html", "config.json"])
            Assert.Equal(File.ReadAllBytes(Path.Combine(first, file)), File.ReadAllBytes(Path.Combine(again, file)));
    }
}
