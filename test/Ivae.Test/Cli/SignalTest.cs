using System.Diagnostics;
using System.Globalization;
using Ivae.Cli;
using Xunit.Abstractions;

namespace Ivae.Test.Cli;

/// <summary>Tests that wait for processes run alone: others would take their cores.</summary>
[CollectionDefinition(nameof(SignalTest), DisableParallelization = true)]
public sealed class AloneCollection;

/// <summary>A signal ends any command within a second, and what was there stays whole.</summary>
[Collection(nameof(SignalTest))]
public sealed class SignalTest(FitExample example, ITestOutputHelper output) : IClassFixture<FitExample>
{
    // A second is what is promised, and what a quiet machine is held to; the end of a process takes more on a busy one.
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Limit = 1.5 * Promised;

    [SystemFact]
    public async Task Every_signal_ends_a_fit_that_keeps_its_best_model()
    {
        foreach (var signal in new[] { "INT", "TERM", "HUP" })
        {
            var target = example.Path($"ended-{signal}");
            using var process = ProcessRun.Ivae([.. FitExample.Words(example.Npz, target), "--epochs", "1000000"]);
            var progress = example.Path($".ended-{signal}.ivae/progress.jsonl");
            await ProcessRun.Until(process, () => File.Exists(progress) && new FileInfo(progress).Length > 0);
            var ended = await EndedBy(process, signal);
            Assert.Equal(ExitCode.Cancelled, ended.Code);
            Assert.Equal("cancelled", FitExample.Summary(target).GetProperty("outcome").GetString());
            Assert.Equal(0, CliRun.Of("transform", target, example.Npz).Code);
        }
    }

    [SystemFact]
    public Task Many_columns_are_no_exception() => ManyColumns(3, Limit);

    [SystemFact]
    [Trait("Category", "Slow")]
    public Task Many_columns_are_no_exception_at_ten_moments() => ManyColumns(10, Promised);

    [SystemFact]
    public async Task Checks_and_comparisons_and_searches_end_too()
    {
        foreach (var (words, wait) in new (string[], double)[]
        {
            (["check", example.Path("fit"), example.Npz, "--out", example.Path("c"), "--nulls", "500"], 1.5),
            (["select", example.Npz, "--latent", "1:2", "--out", example.Path("s")], 1.5),
            (["compare", example.Npz, "--methods", "ivae,fastica,tcl", "--out", example.Path("m")], 1.5),
            (["causal", example.Csv, "--auxiliary", "segment", "--out", example.Path("g"), "--bootstrap", "50"], 1.5),
            (["plan", "--latent", "3"], 1),
        })
        {
            using var process = ProcessRun.Ivae(words);
            await Task.Delay(TimeSpan.FromSeconds(wait));
            var ended = await EndedBy(process, "TERM");
            Assert.True(ended.Code == ExitCode.Cancelled, $"{words[0]}: {ended.Code} {ended.Messages}");
            Assert.Contains("cancelled", ended.Messages);
        }

        Assert.False(File.Exists(example.Path("c/check.html")));
        ProcessRun.AssertHoldsCheckpointAlone(example.Path(".c.ivae"));
    }

    private async Task ManyColumns(int moments, TimeSpan limit)
    {
        var data = example.Path("wide.csv");
        if (!File.Exists(data))
            await File.WriteAllLinesAsync(data, Enumerable.Range(0, 200).Select(row => string.Join(',',
                Enumerable.Range(0, 5000).Select(column => Math.Sin(row * 0.37 + column * 1.7 * (row % 7 + 1))
                    .ToString("F4", CultureInfo.InvariantCulture)))));
        for (var moment = 0; moment < moments; moment++)
        {
            var target = example.Path($"wide-{moments}-{moment}");
            using var process = ProcessRun.Ivae(
                "fit", data, "--segments", "4", "--latent", "5", "--out", target, "--epochs", "1000000");
            var hidden = example.Path($".wide-{moments}-{moment}.ivae");
            await ProcessRun.Until(process, () => Directory.Exists(hidden)); // before, no one hears a signal
            await Task.Delay(TimeSpan.FromSeconds(6.0 * moment / moments));
            Assert.False(process.HasExited, "the fit was over before the signal");
            var ended = await EndedBy(process, "TERM", limit);
            Assert.True(ended.Code == ExitCode.Cancelled, $"moment {moment}: {ended.Code} {ended.Messages}");
            Assert.Contains("ancelled", ended.Messages);
        }
    }

    private async Task<CliRun> EndedBy(Process process, string signal, TimeSpan? limit = null)
    {
        ProcessRun.Signal(process, signal);
        var clock = Stopwatch.StartNew();
        var answered = Task.Factory.StartNew(() => // a thread of its own: those that wait may hear half a second later
        {
            while (ProcessRun.IsAlive(process))
                Thread.Sleep(2);
            return clock.Elapsed;
        }, TaskCreationOptions.LongRunning);
        var ended = await ProcessRun.End(process);
        var seconds = (await answered).TotalSeconds;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"SIG{signal}: {seconds:F2} s"));
        Assert.True(seconds < (limit ?? Limit).TotalSeconds, $"SIG{signal} was answered after {seconds:F2} s");
        return ended;
    }
}
