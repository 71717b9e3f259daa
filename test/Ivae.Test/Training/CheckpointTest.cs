using System.Text.Json.Nodes;
using Ivae.Data;
using Ivae.Distributions;
using Ivae.Methods;
using Ivae.Networks;
using Ivae.Simulation;
using Ivae.Test.Data;
using Ivae.Training;
using Xunit.Abstractions;

namespace Ivae.Test.Training;

/// <summary>A fit that was stopped at any moment and goes on gives the bytes of one that was not.</summary>
public sealed class CheckpointTest(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder root = new();

    private static Dataset Example { get; } = Simulator.Generate(
        new SimulationOptions { Segments = 4, RowsPerSegment = 60, Latent = 2, Observed = 3, MixingLayers = 2 }, 3)
        .ToDataset();

    private static NetworkOptions Tiny { get; } = new() { HiddenWidths = [6] };

    public static TheoryData<string> Methods { get; } =
        [
            "auto", "flow", "past", "regimes", "ivae", "ivae from flow", "factor-vae", "tcl", "gcl", "ice-beem",
            "momentum", "large batch",
        ];

    public void Dispose() => root.Dispose();

    /// <summary>Writing states, as often as commands do, takes less than a hundredth of a default fit's time.</summary>
    [Theory]
    [InlineData("auto")]
    [InlineData("ivae")]
    [Trait("Category", "Slow")]
    public void States_cost_little(string method)
    {
        var data = Simulator.Generate(
            new SimulationOptions { Segments = 40, RowsPerSegment = 500, Latent = 5, Observed = 5 }, 1).ToDataset();
        var folder = root.Of(method);
        var checkpoint = Checkpoint.Open(folder, [], TimeSpan.FromSeconds(30));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        new IvaeEstimator(new IvaeOptions { Method = Method.Named(method) }) { Checkpoint = checkpoint }.Fit(data);
        checkpoint.Flush();
        var (spent, whole) = (checkpoint.Spent, clock.Elapsed);
        output.WriteLine(FormattableString.Invariant(
            $"{method}: {spent.TotalMilliseconds:F1} ms of {whole.TotalSeconds:F1} s, {spent / whole:P3}"));
        Assert.True(spent < whole / 100, $"{spent} of {whole}");
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_fit_that_is_stopped_again_and_again_gives_the_same_bytes(string method)
    {
        var options = Options(method);
        var whole = new IvaeEstimator(options).Fit(Example);
        FitResult? fit = null;
        var starts = 0;
        for (var stop = 1; fit is null; stop += method == "auto" ? 13 : 3)
        {
            using var source = new CancellationTokenSource();
            var checkpoint = Open();
            // Counts epochs, not time: the moment is the same on every machine.
            var tried = new IvaeEstimator(options) { Checkpoint = checkpoint }
                .Fit(Example, new Stopper(source, stop), source.Token);
            checkpoint.Flush();
            starts++;
            if (!source.IsCancellationRequested)
                fit = tried;
            Assert.True(starts < 200);
        }

        Assert.True(starts > 2, $"{starts} starts");
        Assert.Equal(Bytes(whole), Bytes(fit));
        Assert.Equal(
            whole.Stages.SelectMany(stage => stage.Runs).SelectMany(run => run.History).Select(e => e.ToString()),
            fit.Stages.SelectMany(stage => stage.Runs).SelectMany(run => run.History).Select(e => e.ToString()));
        Assert.Equal(whole.Training.Message, fit.Training.Message);
        Assert.Equal(whole.Warnings, fit.Warnings);
    }

    [Fact]
    public void Other_options_are_refused_by_name()
    {
        Open(("steps", 200)).Of("run").Keep(state => state.Value(1), hasEnded: false);
        var refused = Assert.Throws<DataException>(() => Open(("steps", 400), ("seed", 1)));
        Assert.Contains("options.seed was absent and is 1, options.steps was 200 and is 400", refused.Message);
        Assert.True(Open(("steps", 200)).GoesOn);
    }

    [Fact]
    public void What_is_damaged_is_named()
    {
        Open().Of("run").Keep(state => state.Value(1), hasEnded: false);
        File.WriteAllBytes(root.Of("checkpoint/run.state"), [1, 0, 0]);
        var refused = Assert.Throws<DataException>(() => Open().Of("run").Restore(state => state.Value(1)));
        Assert.Contains("the state \"run\" is damaged", refused.Message);
    }

    [Fact]
    public void Nothing_is_written_before_it_is_time()
    {
        var checkpoint = Checkpoint.Open(root.Of("checkpoint"), [], TimeSpan.FromHours(1));
        checkpoint.Of("run").Keep(state => state.Value(1), hasEnded: true);
        Assert.False(Directory.Exists(root.Of("checkpoint")));
        checkpoint.Flush();
        Assert.True(Checkpoint.IsIn(root.Of("checkpoint")));
    }

    private Checkpoint Open(params (string Key, int Value)[] options) => Checkpoint.Open(
        root.Of("checkpoint"),
        new JsonObject
        {
            ["options"] = new JsonObject(
                options.Select(option => KeyValuePair.Create(option.Key, (JsonNode?)option.Value))),
        },
        TimeSpan.Zero);

    private static byte[] Bytes(FitResult fit) =>
        [.. fit.Model.Parameters.Values.SelectMany(BitConverter.GetBytes)];

    private static IvaeOptions Options(string method)
    {
        var training = new TrainingOptions { Epochs = 6, BatchSize = 50, Restarts = 2 };
        var options = new IvaeOptions
        {
            Seed = 5,
            Threads = 2,
            LatentDimension = 2,
            Training = training,
            Likelihood = new LikelihoodOptions { Network = Tiny },
        };
        var bound = new IvaeMethod { Posterior = new() { Network = Tiny }, StartsFromFlow = false };
        return method switch
        {
            "auto" => options with { Training = training with { Epochs = 20 } },
            "flow" => options with { Method = new FlowMethod { Depth = 2 } },
            "past" => options with
            {
                Method = new FlowMethod { Depth = 2 },
                Prior = new PriorOptions { Past = 2, FreeShape = true },
            },
            "regimes" => options with
            {
                Method = new FlowMethod { Depth = 2 },
                Prior = new PriorOptions { Past = 1, Regimes = 2 },
            },
            "ivae" => options with { Method = bound },
            "ivae from flow" => options with
            {
                Method = bound with { StartsFromFlow = true },
                Training = training with { Epochs = 30 },
            },
            "factor-vae" => options with
            {
                Method = new FactorVaeMethod { Width = 8, Layers = 2, Posterior = new() { Network = Tiny } },
            },
            "momentum" => options with
            {
                Method = bound,
                Training = training with
                {
                    Optimiser = OptimiserKind.Momentum,
                    LearningRate = 1e-4,
                    Schedule = ScheduleKind.Plateau,
                    PlateauPatience = 0,
                    RollbackPatience = 1,
                    Epochs = 12,
                },
            },
            "large batch" => options with
            {
                Method = bound,
                Training = training with { BatchSize = 4096, Epochs = 4 },
            },
            _ => options with { Method = Method.Named(method) },
        };
    }

    /// <summary>Cancels after so many epochs that were not restored.</summary>
    private sealed class Stopper(CancellationTokenSource source, int epochs) : IProgress<EpochMetrics>
    {
        private int seen;

        public void Report(EpochMetrics value)
        {
            if (Interlocked.Increment(ref seen) >= epochs)
                source.Cancel();
        }
    }
}
