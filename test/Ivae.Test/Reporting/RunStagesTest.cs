using System.Text.Json;
using Ivae.Data;
using Ivae.Methods;
using Ivae.Reporting;
using Ivae.Simulation;
using Ivae.Training;

namespace Ivae.Test.Reporting;

/// <summary>What a run folder says of the stages of a fit.</summary>
public sealed class RunStagesTest : IDisposable
{
    private static readonly SimulationOptions Small =
        SimulationPresets.All["staircase"] with { Latent = 2, Observed = 2, Segments = 5, RowsPerSegment = 100 };

    private static readonly Dataset Data = Simulator.Generate(Small, 3).ToDataset();

    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    [Fact]
    public void Summary_metrics_and_report_list_the_stages()
    {
        var summary = Run(CancellationToken.None, null, out var metrics);

        var stages = summary.GetProperty("stages");
        Assert.Equal(
            ["flow", "simpler prior"], stages.EnumerateArray().Select(stage => stage.GetProperty("name").GetString()));
        Assert.Equal([1, 2], stages.EnumerateArray().Select(stage => stage.GetProperty("stage").GetInt32()));
        Assert.Equal(
            ["completed", "completed"],
            stages.EnumerateArray().Select(stage => stage.GetProperty("outcome").GetString()));
        Assert.All(stages.EnumerateArray(), stage => Assert.InRange(stage.GetProperty("seconds").GetDouble(), 0, 600));
        Assert.Equal(2, stages[0].GetProperty("runs").GetArrayLength());
        Assert.InRange(summary.GetProperty("model_stage").GetInt32(), 1, 2);

        var runs = stages.EnumerateArray().SelectMany(stage => stage.GetProperty("runs").EnumerateArray());
        Assert.Equal(runs.Sum(run => run.GetProperty("epochs").GetInt32()), metrics.Length);
        Assert.Equal(
            ["flow", "simpler prior"], metrics.Select(line => line.GetProperty("stage").GetString()).Distinct());
        Assert.Equal([1, 2], metrics.Select(line => line.GetProperty("stage_number").GetInt32()).Distinct());
        Assert.StartsWith(
            "{\"stage\":\"flow\",\"stage_number\":1,\"restart\":0,\"epoch\":1,",
            File.ReadLines(Path.Combine(folder, "metrics.jsonl")).First());

        var report = File.ReadAllText(Path.Combine(folder, "report.html"));
        Assert.Contains("Stage 1: flow", report);
        Assert.Contains("Stage 2: simpler prior", report);
        Assert.Contains("The fit had 2 stages: flow, simpler prior; the model is of stage", report);
    }

    [Theory]
    [InlineData(1, "Cancelled in epoch 2 of 10; the best parameters so far, of epoch 1, are kept.")]
    [InlineData(2, "Cancelled in stage 2 (simpler prior).")]
    public void A_cancelled_run_says_which_stage_its_model_is_of(int stage, string message)
    {
        using var source = new CancellationTokenSource();
        var summary = Run(source.Token, epoch =>
        {
            if (epoch.StageNumber == stage)
                source.Cancel();
        }, out _);

        Assert.Equal("cancelled", summary.GetProperty("outcome").GetString());
        Assert.Equal(message + " The model is of stage 1 (flow).", summary.GetProperty("message").GetString());
        Assert.Equal(1, summary.GetProperty("model_stage").GetInt32());
        Assert.Equal("cancelled", summary.GetProperty("stages")[stage - 1].GetProperty("outcome").GetString());
        Assert.True(File.Exists(Path.Combine(folder, "model.ivae")));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private JsonElement Run(CancellationToken cancellation, Action<EpochMetrics>? report, out JsonElement[] metrics)
    {
        var options = new IvaeOptions
        {
            Method = new FlowMethod(),
            Training = new() { Epochs = 10, LearningRate = 0.01 },
            Threads = 1,
        };
        using var run = RunFolder.Create(folder);
        var fit = new IvaeEstimator(options).Fit(Data, new Listener(run, report), cancellation);
        run.Write(fit, Data);
        var lines = File.ReadLines(Path.Combine(folder, "metrics.jsonl"));
        metrics = [.. lines.Select(line => JsonDocument.Parse(line).RootElement)];
        return JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "summary.json"))).RootElement;
    }

    private sealed class Listener(RunFolder folder, Action<EpochMetrics>? report) : IProgress<EpochMetrics>
    {
        public void Report(EpochMetrics value)
        {
            folder.Report(value);
            report?.Invoke(value);
        }
    }
}
