using System.Runtime.Intrinsics;
using Ivae.Data;
using Ivae.Distributions;
using Ivae.Methods;
using Ivae.Simulation;
using Ivae.Training;

namespace Ivae.Test.Selection;

/// <summary>
/// The stages of a fit: which there are, which one the model is of, and that none changes what the others find.
/// </summary>
public sealed class FitPipelineTest
{
    /// <summary>Options that leave one kind of flow, so that there is nothing to search.</summary>
    private static readonly IvaeOptions Short = new()
    {
        Method = new AutoMethod { Flow = new() { Layers = FlowLayers.Gaussianization } },
        Prior = new() { FreeShape = false },
        Training = new() { Steps = 1200, LearningRate = 0.01 },
    };

    private static readonly Dataset Laplace = Data("paper", o => o with { Source = PriorFamily.Laplace });
    private static readonly Dataset Noisy = Data("paper", o => o with { Observed = 4, NoiseVariance = 0.05 });
    private static readonly Dataset VeryNoisy = Data("paper", o => o with { Observed = 4, NoiseVariance = 1 });
    private static readonly Dataset Staircase = Data("staircase", o => o);

    /// <summary>Data, options, stages, number of the stage of the model, and the latents of the first row.</summary>
    /// <remarks>
    /// Latents of the estimator that called itself, the first line since rising maps sum rows in another order; another
    /// processor rounds in another way, hence the tolerance, and one of narrower registers sums in another order too.
    /// </remarks>
    public static TheoryData<string, string, int, float[]> Fits => new()
    {
        { "laplace", "flow, simpler prior, family", 3, [-3.6943219f, 3.244072f] },
        { "noisy", "flow, warm start, encoder, noise", 4, [0.27165252f, 1.6031581f] },
        { "very noisy", "flow, noise", 2, [-0.326935f, 0.23707631f] },
        { "staircase", "flow, simpler prior", 2, [2.5552895f, -0.01249072f] },
    };

    [Theory]
    [MemberData(nameof(Fits))]
    public void Stages_follow_from_the_data_and_give_the_latents_that_the_recursive_estimator_gave(
        string name, string stages, int modelStage, float[] firstRow)
    {
        var (data, options) = Case(name);

        var fit = new IvaeEstimator(options).Fit(data);

        Assert.Equal(stages, string.Join(", ", fit.Stages.Select(stage => stage.Name)));
        Assert.Equal(Enumerable.Range(1, fit.Stages.Count), fit.Stages.Select(stage => stage.Number));
        Assert.Equal(modelStage, fit.ModelStage.Number);
        var latents = fit.Transform();
        Assert.Equal(fit.Model.Transform(data).Values, latents.Values);
        var tolerance = Vector512.IsHardwareAccelerated ? 0.02f : 0.2f;
        Assert.All(latents.Row(0).ToArray().Zip(firstRow), pair => Assert.Equal(pair.Second, pair.First, tolerance));
    }

    [Theory]
    [InlineData("noisy", 2, "warm start", 1)]
    [InlineData("staircase", 2, "simpler prior", 1)]
    [InlineData("laplace", 3, "family", 2)]
    [InlineData("noisy", 3, "encoder", 1)]
    [InlineData("noisy", 4, "noise", 4)]
    public void A_fit_that_is_cancelled_keeps_the_model_of_a_stage_and_names_it(
        string name, int stage, string stageName, int modelStage)
    {
        var (data, options) = Case(name);
        using var source = new CancellationTokenSource();
        var listener = new Listener(epoch =>
        {
            if (epoch.StageNumber == stage)
                source.Cancel();
        });

        var fit = new IvaeEstimator(options).Fit(data, listener, source.Token);

        Assert.Equal((stage, stageName), (fit.Stages.Count, fit.Stages[^1].Name));
        Assert.True(fit.Stages[^1].IsCancelled);
        Assert.Equal((TrainingOutcome.Cancelled, modelStage), (fit.Training.Outcome, fit.ModelStage.Number));
        Assert.True(fit.Training.HasModel);
        Assert.All(fit.Transform().Values, value => Assert.True(float.IsFinite(value)));
        if (modelStage < stage)
        {
            Assert.Equal($"Cancelled in stage {stage} ({stageName}).", fit.Training.Message);
            Assert.Equal("flow", fit.Model.Method.Name);
        }
    }

    [Fact]
    public void Every_epoch_says_its_stage_and_epochs_of_a_run_are_counted_on()
    {
        var (data, options) = Case("staircase");
        var reports = new List<EpochMetrics>();
        var listener = new Listener(epoch =>
        {
            lock (reports)
                reports.Add(epoch);
        });

        var fit = new IvaeEstimator(options).Fit(data, listener);

        var kept = fit.Stages.SelectMany(stage => stage.Runs).SelectMany(run => run.History).ToList();
        Assert.Equal(Sorted(kept), Sorted(reports));
        foreach (var stage in reports.GroupBy(epoch => epoch.Stage!))
            Assert.InRange(stage.Count(), 1, stage.Key.Epochs);
        foreach (var run in reports.GroupBy(epoch => (epoch.StageNumber, epoch.Restart)))
            Assert.Equal(Enumerable.Range(1, run.Count()), run.Select(epoch => epoch.Epoch));
        Assert.Equal(8, fit.Stages[1].Runs.Count);
        Assert.Equal("stage 2: simpler prior", reports[^1].Stage!.ToString());

        static IEnumerable<EpochMetrics> Sorted(IEnumerable<EpochMetrics> epochs) =>
            epochs.OrderBy(epoch => (epoch.StageNumber, epoch.Restart, epoch.Epoch));
    }

    [Fact]
    public void A_method_that_was_asked_for_has_one_stage()
    {
        var reports = new List<EpochMetrics>();
        var options = new IvaeOptions { Method = new PiVaeMethod(), Training = new() { Epochs = 2 } };

        var fit = new IvaeEstimator(options).Fit(Laplace, new Listener(reports.Add));

        Assert.Equal("pi-vae", Assert.Single(fit.Stages).Name);
        Assert.All(reports, epoch => Assert.Equal(new TrainingStage("pi-vae", 1, 1, 2), epoch.Stage));
        Assert.Equal(
            "pca",
            Assert.Single(new IvaeEstimator(new IvaeOptions { Method = new PcaMethod() }).Fit(Laplace).Stages).Name);
    }

    [Fact]
    public void An_iVAE_starts_from_a_brief_flow_where_there_can_be_one()
    {
        var diagonal = new IvaeMethod { Posterior = new() { Covariance = PosteriorCovariance.Diagonal } };

        Assert.Equal("flow, warm start, encoder, ivae", Stages(Laplace, new IvaeMethod()));
        Assert.Equal("flow, ivae", Stages(VeryNoisy, new IvaeMethod(), 2)); // leaves too much to noise
        Assert.Equal("ivae", Stages(Laplace, diagonal)); // whose bound prefers another place
        Assert.Equal("ivae", Stages(Laplace, new IvaeMethod { LinearPath = false }));
        Assert.Equal("ivae", Stages(Laplace, new IvaeMethod { StartsFromFlow = false }));
        Assert.Equal("ivae", Stages(Laplace, new IvaeMethod(), 3)); // more latents than columns

        static string Stages(Dataset data, IvaeMethod method, int? latents = null)
        {
            var brief = new TrainingOptions { Steps = 200 };
            var options = new IvaeOptions { Method = method, LatentDimension = latents, Training = brief };
            var fit = new IvaeEstimator(options).Fit(data);
            Assert.Equal(fit.Stages.Count, fit.ModelStage.Number);
            return string.Join(", ", fit.Stages.Select(stage => stage.Name));
        }
    }

    [Fact]
    public void Data_is_prepared_once_for_all_stages_that_scale_it_alike()
    {
        var options = Short.Resolve(2);
        var prepared = PreparedData.Make(Laplace, options);

        Assert.Same(prepared, prepared.For(options));
        Assert.Same(prepared, prepared.For((Short with { Method = new IvaeMethod() }).Resolve(2)));
        var other = prepared.For(options with { Preprocessing = new() { Scaling = Scaling.Standardise } });
        Assert.Same(prepared.Split, other.Split);
        Assert.Contains("preprocessed again for method flow", Assert.Single(other.Warnings), StringComparison.Ordinal);
        Assert.Empty(prepared.Warnings);
    }

    private static (Dataset Data, IvaeOptions Options) Case(string name) => name switch
    {
        "laplace" => (Laplace, Short),
        "noisy" => (Noisy, Short with { LatentDimension = 2 }),
        "very noisy" => (VeryNoisy, Short with { LatentDimension = 2 }),
        _ => (Staircase, Short),
    };

    private static Dataset Data(string preset, Func<SimulationOptions, SimulationOptions> change)
    {
        var options = SimulationPresets.All[preset];
        var small = options with { Latent = 2, Observed = 2, Segments = 10, RowsPerSegment = 400 };
        return Simulator.Generate(change(small), 3).ToDataset();
    }

    private sealed class Listener(Action<EpochMetrics> action) : IProgress<EpochMetrics>
    {
        public void Report(EpochMetrics value) => action(value);
    }
}
