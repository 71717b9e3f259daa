using Ivae.Data;
using Ivae.Experiments;
using Ivae.Methods;
using Ivae.Networks;
using Ivae.Simulation;
using Ivae.Test.Cli;

namespace Ivae.Test.Experiments;

/// <summary>Runs are made once, are on disk when finished, and see the same rows.</summary>
public sealed class RunEngineTest : IDisposable
{
    private static readonly SimulationOptions Small = SimulationPresets.Paper with
    {
        Latent = 2,
        Observed = 2,
        Segments = 5,
        RowsPerSegment = 60,
        MixingLayers = 1,
        ConditionDraws = 50,
    };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void FinishedRunsAreNotMadeAgain()
    {
        var loads = 0;
        var runs = Runs(["ivae", "pca"], 2, () => loads++);
        var first = new RunEngine(folder.Root, 2).Run(runs, null, null, CancellationToken.None);
        Assert.Equal(4, Directory.GetFiles(folder.Root).Length);
        Assert.Equal(1, loads); // one data set, made once and shared
        var second = new RunEngine(folder.Root, 1).Run(runs, null, null, CancellationToken.None);
        Assert.Equal(1, loads);
        Assert.All(runs, run => Assert.Equal(first[run.Fingerprint].Mcc, second[run.Fingerprint].Mcc));

        // One that is missing, and one that is not whole, are made again, with the same result.
        var files = Directory.GetFiles(folder.Root).Order().ToArray();
        File.Delete(files[0]);
        File.WriteAllText(files[3], "{\"run\":");
        var third = new RunEngine(folder.Root, 1).Run(runs, null, null, CancellationToken.None);
        Assert.Equal(2, loads);
        Assert.All(runs, run => Assert.Equal(first[run.Fingerprint].Latents, third[run.Fingerprint].Latents));
    }

    [Fact]
    public void CancellingKeepsWhatIsFinished()
    {
        var runs = Runs(["ivae"], 4);
        using var cancellation = new CancellationTokenSource();
        var progress = new Reports(state =>
        {
            if (state.Finished == 2)
                cancellation.Cancel();
        });
        Assert.ThrowsAny<OperationCanceledException>(() =>
            new RunEngine(folder.Root, 1).Run(runs, progress, null, cancellation.Token));
        Assert.Equal(2, Directory.GetFiles(folder.Root).Length);
        var states = new List<RunProgress>();
        var rows = new RunEngine(folder.Root, 1).Run(runs, new Reports(states.Add), null, CancellationToken.None);
        Assert.Equal(4, rows.Count);
        Assert.Equal(2, states[0].Finished);
        Assert.Equal(1, states[^1].Part, 9);
        Assert.Equal(states.Select(s => s.Part).Order(), states.Select(s => s.Part));
    }

    /// <summary>Also a method that looks at the order of rows, which holds out stretches of time by itself.</summary>
    [Fact]
    public void AllMethodsAndSeedsAreScoredOnTheSameRows()
    {
        var runs = Runs(["ivae", "vae", "tcl", "pcl", "fastica"], 2);
        var rows = new RunEngine(folder.Root, 2).Run(runs, null, null, CancellationToken.None);
        Assert.Equal(10, rows.Count);
        Assert.Single(rows.Values.Select(row => string.Join(',', row.ShownRows)).Distinct());
        Assert.Single(
            rows.Values.Where(row => row.Method is "ivae" or "vae" or "tcl").Select(row => row.Steps).Distinct());
    }

    [Fact]
    public void WhateverDecidesTheResultChangesTheFingerprint()
    {
        var run = Runs(["ivae"], 1)[0];
        ExperimentRun[] others =
        [
            run with { Options = run.Options with { Seed = 7 } },
            run with { Options = run.Options with { Preprocessing = new() { ClipAt = 11 } } },
            run with { Data = RunData.Simulated("small", Small, 2) },
            run with { Data = RunData.Simulated("small", Small with { NoiseVariance = 0.01 }, 1) },
            run with { TestPart = 0.3 },
            run with { Traced = true },
        ];
        Assert.Equal(others.Length + 1, others.Append(run).Select(r => new ExperimentRun(r.Data, r.Options)
        {
            TestPart = r.TestPart,
            Traced = r.Traced,
            InTime = r.InTime,
        }.Fingerprint).Distinct().Count());
        Assert.Equal(run.Fingerprint, Runs(["ivae"], 1)[0].Fingerprint);
    }

    private static IReadOnlyList<ExperimentRun> Runs(string[] methods, int seeds, Action? loaded = null)
    {
        var simulated = RunData.Simulated("small", Small, 1);
        Dataset Load()
        {
            loaded?.Invoke();
            return simulated.Load();
        }

        NetworkOptions network = new() { HiddenWidths = [8] };
        IvaeOptions Options(Method method) => new()
        {
            Method = method switch
            {
                VaeFamilyMethod family => family with { Posterior = new() { Network = network } },
                ContrastiveMethod contrastive => contrastive with { Features = new() { Network = network } },
                _ => method,
            },
            Training = new() { Epochs = 2, BatchSize = 30 },
            Likelihood = new() { Network = network },
        };
        var each = methods.Select(name => Options(Method.Named(name))).ToArray();
        return Comparison.Runs(simulated with { Load = Load }, each, seeds);
    }

    private sealed class Reports(Action<RunProgress> report) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => report(value);
    }
}
