using System.Text.Json;
using Ivae.Cli;

namespace Ivae.Test.Cli;

public sealed class BenchCommandTest
{
    [Fact]
    public void A_step_is_timed_and_told_as_json()
    {
        var run = CliRun.Of("bench", "step", "--batch", "16", "--width", "20", "--posterior", "full", "--threads", "2", "--json");
        Assert.Equal(ExitCode.Success, run.Code);
        Assert.Empty(run.Messages);
        using var json = JsonDocument.Parse(run.Data);
        double Number(string key) => json.RootElement.GetProperty(key).GetDouble();
        Assert.Equal("full", json.RootElement.GetProperty("posterior").GetString());
        Assert.Equal([16, 20, 2], new[] { "batch", "width", "threads" }.Select(Number));
        Assert.Equal(Number("gflop_per_step") / Number("ms_per_step") * 1000, Number("gflops"), 1e-9 * Number("gflops"));
        Assert.Equal(2000 / Number("ms_per_step"), Number("steps_per_second"), 1e-6);
        Assert.InRange(Number("fraction_of_peak"), 0, 1);
        Assert.Equal(0, Number("bytes_allocated_per_step"));
    }

    [Fact]
    public void Without_a_word_the_step_is_timed_and_shown_as_a_table()
    {
        var lines = CliRun.Of("bench", "--batch", "8", "--width", "8").Data.Split('\n');
        Assert.StartsWith("step", lines[0]);
        Assert.All(["ms_per_step", "gflops", "fraction_of_peak", "bytes_allocated_per_step"], name => Assert.Single(lines, line => line.StartsWith(name + " ")));
    }
}
