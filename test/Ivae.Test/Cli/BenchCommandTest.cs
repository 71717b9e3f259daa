using System.Text.Json;
using Ivae.Cli;

namespace Ivae.Test.Cli;

public sealed class BenchCommandTest
{
    [Fact]
    public void A_step_is_timed_and_told_as_json()
    {
        var run = CliRun.Of(
            "bench", "step", "--batch", "16", "--width", "20", "--posterior", "full", "--threads", "2", "--json");
        Assert.Equal(ExitCode.Success, run.Code);
        Assert.Empty(run.Messages);
        using var json = JsonDocument.Parse(run.Data);
        double Number(string key) => json.RootElement.GetProperty(key).GetDouble();
        Assert.Equal("full", json.RootElement.GetProperty("posterior").GetString());
        Assert.Equal([16, 20, 2], new[] { "batch", "width", "threads" }.Select(Number));
        Assert.Equal(
            Number("gflop_per_step") / Number("ms_per_step") * 1000, Number("gflops"), 1e-9 * Number("gflops"));
        Assert.Equal(2000 / Number("ms_per_step"), Number("steps_per_second"), 1e-6);
        Assert.InRange(Number("fraction_of_peak"), 0, 1);
        Assert.Equal(0, Number("bytes_allocated_per_step"));
    }

    [Fact]
    public void Without_a_word_the_step_is_timed_and_shown_as_a_table()
    {
        var lines = CliRun.Of("bench", "--batch", "8", "--width", "8").Data.Split('\n');
        Assert.StartsWith("step", lines[0]);
        Assert.All(["ms_per_step", "gflops", "fraction_of_peak", "bytes_allocated_per_step"],
            name => Assert.Single(lines, line => line.StartsWith(name + " ")));
    }

    [Fact]
    public void Kernels_are_timed_and_shown_as_a_table_and_as_json()
    {
        var table = CliRun.Of("bench", "kernels").Data.Split('\n');
        Assert.StartsWith("kernel", table[0]);
        Assert.All(["A·Bᵀ", "Aᵀ·B", "tanh", "Adam", "normals"],
            kernel => Assert.Contains(table, line => line.StartsWith(kernel)));
        using var json = JsonDocument.Parse(CliRun.Of("bench", "kernels", "--json").Data);
        Assert.All(json.RootElement.EnumerateArray(),
            timing => Assert.True(timing.GetProperty("nanoseconds").GetDouble() > 0));
        Assert.Equal(table.Count(line => line.Length > 0) - 1, json.RootElement.GetArrayLength());
    }

    [Fact, Trait("Category", "Slow")]
    public void A_whole_fit_is_timed()
    {
        using var json = JsonDocument.Parse(CliRun.Of("bench", "fit", "--threads", "2", "--json").Data);
        double Number(string key) => json.RootElement.GetProperty(key).GetDouble();
        Assert.Equal([40_000, 2], new[] { "rows", "threads" }.Select(Number));
        Assert.Equal(2 * Number("seconds") / Number("seconds_at_once"), Number("throughput_ratio"), 1e-6);
        Assert.All(["processor_seconds", "processor_seconds_at_once", "peak_memory_mb"],
            key => Assert.True(Number(key) > 0));
    }

    [Theory]
    [InlineData("\"kernel\" is not one of step, kernels, fit", "bench", "kernel")]
    [InlineData("\"ful\" is not one of diagonal, full", "bench", "step", "--posterior", "ful")]
    public void Mistakes_are_named(string message, params string[] arguments)
    {
        var run = CliRun.Of(arguments);
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains(message, run.Messages);
    }
}
