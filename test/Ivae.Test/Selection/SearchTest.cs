using Ivae.Data;
using Ivae.Distributions;
using Ivae.Identifiability;
using Ivae.Methods;
using Ivae.Numerics;
using Ivae.Reporting;
using Ivae.Selection;
using Ivae.Simulation.Worlds;
using Ivae.Test.Data;
using Ivae.Training;

namespace Ivae.Test.Selection;

/// <summary>The search of "auto" over kinds of models.</summary>
public sealed class SearchTest : IDisposable
{
    private static readonly IvaeOptions Brief = new() { Training = new() { Effort = 0.02 }, Threads = 1 };

    private static readonly Dataset Bent = Data(
        new() { Mixing = "affine-coupling", Latent = 2, Levels = 6, Rows = 900 });

    private static readonly Dataset Still = Data(new()
    {
        Mixing = "linear",
        Sources = ["laplace"],
        Latent = 2,
        Levels = 6,
        Rows = 1500,
        MeanSpread = 0,
        ScaleLow = 1,
        ScaleHigh = 1,
    });

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_does_not_depend_on_threads_and_every_epoch_has_its_stage()
    {
        var reports = new List<EpochMetrics>();
        var listener = new Listener(epoch =>
        {
            lock (reports)
                reports.Add(epoch);
        });
        var one = new IvaeEstimator(Brief).Fit(Bent);
        var two = new IvaeEstimator(Brief with { Threads = 2 }).Fit(Bent, listener);

        Assert.Equal(one.Model.Parameters.Values, two.Model.Parameters.Values);
        Assert.Equal(Numbers(one), Numbers(two));
        Assert.Equal(one.ModelStage.Name, two.ModelStage.Name);

        var kept = two.Stages.SelectMany(stage => stage.Runs).SelectMany(run => run.History);
        Assert.Equal(Sorted(kept), Sorted(reports));
        foreach (var stage in reports.GroupBy(epoch => epoch.Stage!))
            Assert.InRange(stage.Count(), 1, stage.Key.Epochs);
        foreach (var run in reports.GroupBy(epoch => (epoch.StageNumber, epoch.Restart)))
            Assert.Equal(Enumerable.Range(1, run.Count()), run.Select(epoch => epoch.Epoch));

        static IEnumerable<EpochMetrics> Sorted(IEnumerable<EpochMetrics> epochs) =>
            epochs.OrderBy(epoch => (epoch.StageNumber, epoch.Restart, epoch.Epoch));
        static IEnumerable<(string, int, double, double)> Numbers(FitResult fit) => fit.Stages[0].Outcome!.Candidates
            .Select(candidate => (candidate.Name, candidate.Run, candidate.HeldOut, candidate.Below));
    }

    [Fact]
    public void All_kinds_are_there_one_is_chosen_and_the_others_are_compared_with_it()
    {
        var fit = new IvaeEstimator(Brief).Fit(Bent);
        var search = fit.Stages[0].Outcome!;

        Assert.Equal(FitStage.Search, fit.Stages[0].Name);
        Assert.Equal(Enumerable.Range(0, 8), search.Candidates.Select(candidate => candidate.Run).Order());
        string[] last = [.. search.Candidates.Where(candidate => candidate.Rounds == 3)
            .Select(candidate => candidate.Name)];
        Assert.Equal(last.Distinct(), last);
        var chosen = Assert.Single(search.Candidates, candidate => candidate.Chosen);
        Assert.Equal((0, 0), (chosen.Below, chosen.Error));
        Assert.Equal(1, chosen.Agreement, 6);
        Assert.All(search.Candidates, candidate => Assert.InRange(candidate.Agreement, 0, 1 + 1e-9));
        Assert.All(search.Candidates, other => Assert.Equal(chosen.HeldOut - other.HeldOut, other.Below, 6));
        Assert.True(search.GainOfAuxiliary > 2 * search.GainError, $"{search.GainOfAuxiliary} {search.GainError}");
    }

    /// <summary>Some 400 steps are too few for a mixing that bends; of a linear one they are enough.</summary>
    [Theory]
    [InlineData("affine-coupling", true)]
    [InlineData("linear", false)]
    public void Training_that_ends_early_is_said(string mixing, bool expected)
    {
        var data = Data(new() { Mixing = mixing, Sources = ["laplace"], Latent = 2, Levels = 10, Rows = 4000 });
        var fit = new IvaeEstimator(Brief with { Training = new() { Effort = 0.02 } }).Fit(data);
        var search = fit.Stages[0].Outcome!;

        Assert.True(expected == search.EndsEarly, $"{search.GainOfTraining}");
        Assert.Equal(expected, search.Doubts.Any(doubt => doubt.Contains("ended early", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_search_that_is_cancelled_leaves_a_model(int stage)
    {
        using var source = new CancellationTokenSource();
        var listener = new Listener(epoch =>
        {
            if (epoch.StageNumber == stage)
                source.Cancel();
        });

        var fit = new IvaeEstimator(Brief).Fit(Bent, listener, source.Token);

        Assert.Equal((stage, TrainingOutcome.Cancelled), (fit.Stages.Count, fit.Training.Outcome));
        Assert.True(fit.Training.HasModel);
        Assert.All(fit.Transform().Values, value => Assert.True(float.IsFinite(value)));
        using var run = RunFolder.Create(folder.Of("run"));
        run.Write(fit, Bent);
        Assert.Equal(fit.Transform().Values, LatentModel.Load(folder.Of("run/model.ivae")).Transform(Bent).Values);
    }

    [Fact]
    public void Where_u_explains_nothing_linear_ICA_without_u_remains()
    {
        var fit = new IvaeEstimator(Brief).Fit(Still);
        var model = fit.Model.Density;

        Assert.Equal("linear, u not used", fit.Stages[0].Outcome!.Chosen.Name);
        Assert.Equal(Modulation.Nothing, model.Options.Prior.Modulates);
        Assert.True(fit.Training.HasModel);
        Assert.Contains("Theorem 11 of Comon 1994", Guarantee.Of(model, Still).Statement);

        using (var run = RunFolder.Create(folder.Of("run")))
            run.Write(fit, Still);
        var again = LatentModel.Load(folder.Of("run/model.ivae")).Density;
        Assert.Equal(model.Transform(Still).Values, again.Transform(Still).Values);
        Assert.Equal(model.Score(Still, 1).Elbo, again.Score(Still, 1).Elbo);
        var drawn = model.Sample(Still.Auxiliary, 3).Observed;
        Assert.Equal(drawn.Values, again.Sample(Still.Auxiliary, 3).Observed.Values);
        var report = File.ReadAllText(folder.Of("run/report.html"));
        Assert.Contains("free-shape prior that does not depend on u · one linear map · no noise", report);
        Assert.Contains("which the model does not use", report);
    }

    /// <summary>u of a world explains held-out rows; labels that are shuffled explain none.</summary>
    [Fact]
    public void Only_a_u_that_belongs_to_the_rows_has_a_gain()
    {
        var data = Data(new() { Mixing = "linear", Latent = 2, Levels = 6, Rows = 1500 });
        var shuffled = data with
        {
            Auxiliary = data.Auxiliary.TakeRows(new RandomStream(3).Permutation(data.Rows)),
        };

        Assert.True(Gain(data) > 5, $"{Gain(data)}");
        Assert.True(Gain(shuffled) <= SelectionDecisions.GainErrors, $"{Gain(shuffled)}");

        static double Gain(Dataset data)
        {
            var fit = new IvaeEstimator(new()
            {
                Method = new FlowMethod { Layers = FlowLayers.Linear, SimplerPrior = false },
                Prior = new() { FreeShape = true },
                Training = new() { Steps = 500, Restarts = 1 },
                Threads = 1,
            }).Fit(data);
            int[] held = [.. fit.HeldOutRows];
            var gains = GainOfAuxiliary.Of(
                fit.Model.Density, fit.Data, held, [.. fit.TrainingRows], new RandomStream(1));
            var (mean, error) = HeldOutDifference.Of(gains, null);
            return mean / error;
        }
    }

    [Fact]
    public void Neighbours_in_time_count_as_one()
    {
        double[] single = [1, -2, 4, 0.5];
        double[] repeated = [.. single.SelectMany(value => Enumerable.Repeat(value, 3))];
        int[] rows = [0, 1, 2, 10, 11, 12, 20, 21, 22, 30, 31, 32];
        var alone = HeldOutDifference.Of(single, RowOrder.Starts([0], [0, 10, 20, 30]));

        Assert.Equal(single.Average(), alone.Mean, 12);
        Assert.Equal(Math.Sqrt(single.Sum(value => Math.Pow(value - alone.Mean, 2))) / 4, alone.Error, 12);
        Assert.Equal(alone.Error, HeldOutDifference.Of(repeated, RowOrder.Starts([0], rows)).Error, 12);
        Assert.Equal(
            alone.Error / Math.Sqrt(3), HeldOutDifference.Of(repeated, null).Error, 12);
        // Neighbours of two sequences are none.
        Assert.Equal(alone.Error,
            HeldOutDifference.Of(repeated, RowOrder.Starts([0, 3, 6, 9], Enumerable.Range(0, 12).ToArray())).Error, 12);
        int[] some = [0, 5, 10, 20, 25, 30];
        Assert.Equal([0, 3], RowOrder.Starts([0], some, step: 5));
        Assert.Equal([0, 2, 3, 5], RowOrder.Starts([0, 8, 27], some, step: 5));
    }

    [Fact]
    public void Labels_are_moved_along_within_sequences()
    {
        int[] codes = [1, 1, 2, 2, 3, 3, 3, 7, 7, 7, 7, 7];
        int[] starts = [0, 7];
        for (var seed = 0; seed < 20; seed++)
        {
            var moved = MovingRemainder.Moved(codes, starts, new RandomStream((ulong)seed));
            var isSwapped = moved[0] == 7;
            Assert.All(moved[..7], code => Assert.Equal(isSwapped, code == 7));
            Assert.All(moved[7..], code => Assert.Equal(!isSwapped, code == 7));
            var alone = MovingRemainder.Moved(codes, [0], new RandomStream((ulong)seed));
            var by = Enumerable.Range(1, 11).First(k => alone.SequenceEqual((int[])[.. codes[k..], .. codes[..k]]));
            Assert.InRange(by, 1, 11);
        }
    }

    public static TheoryData<string, IvaeOptions, int, string> Spaces => new()
    {
        {
            "nothing", new(), 3,
            "linear, u not used; linear, free shapes; rising maps, normal; rising maps, free shapes; "
                + "affine couplings, free shapes; residual, normal; residual, free shapes"
        },
        { "layers", Of(new() { Layers = FlowLayers.Coupling }), 3, "affine couplings, free shapes" },
        { "linear", Of(new() { Layers = FlowLayers.Linear }), 3, "linear, u not used; linear, free shapes" },
        {
            "depth", Of(new() { Depth = 3 }), 3,
            "rising maps, normal; rising maps, free shapes; affine couplings, free shapes; residual, normal; "
                + "residual, free shapes"
        },
        {
            "family", new() { Prior = new() { Family = PriorFamily.Gaussian } }, 3,
            "rising maps, normal; residual, normal"
        },
        {
            "free shape", new() { Prior = new() { FreeShape = true } }, 3,
            "linear, u not used; linear, free shapes; rising maps, free shapes; affine couplings, free shapes; "
                + "residual, free shapes"
        },
        {
            "what moves", new() { Prior = new() { Modulates = Modulation.Scale, FreeShape = true } }, 3,
            "linear, free shapes; rising maps, free shapes; affine couplings, free shapes; residual, free shapes"
        },
        {
            "targets", new() { Prior = new() { Targets = [new("1", 1)], FreeShape = false } }, 3,
            "rising maps, normal; residual, normal; rising maps from columns, normal"
        },
        {
            "layerwise start", Of(new() { LayerwiseStart = true }), 3, "rising maps from columns, normal"
        },
        {
            "one column", new(), 1,
            "linear, u not used; linear, free shapes; rising maps, normal; rising maps, free shapes"
        },
        {
            "many columns", new(), 9,
            "linear, u not used; linear, free shapes; rising maps, normal; rising maps, free shapes; "
                + "affine couplings, free shapes"
        },
    };

    [Theory]
    [MemberData(nameof(Spaces))]
    public void What_is_asked_for_leaves_some_kinds(string asked, IvaeOptions options, int observed, string kinds)
    {
        Assert.NotEmpty(asked);
        var space = SearchStages.Space(options, observed);
        Assert.Equal(kinds, string.Join("; ", space.Select(entry => entry.Kind.Name)));
        Assert.All(space, entry => entry.Options.Validate());
    }

    private static IvaeOptions Of(FlowMethod flow) => new() { Method = new AutoMethod { Flow = flow } };

    private static Dataset Data(WorldOptions options) => World.Generate(options, 1).ToDataset();

    private sealed class Listener(Action<EpochMetrics> action) : IProgress<EpochMetrics>
    {
        public void Report(EpochMetrics value) => action(value);
    }
}
