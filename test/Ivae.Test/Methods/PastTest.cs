using Ivae.Data;
using Ivae.Distributions;
using Ivae.Identifiability;
using Ivae.Methods;
using Ivae.Networks;
using Ivae.Numerics;
using Ivae.Reporting;
using Ivae.Simulation;
using Ivae.Test.Autodiff;
using Ivae.Test.Data;
using Ivae.Test.Networks.Invertible;
using Ivae.Training;

namespace Ivae.Test.Methods;

/// <summary>Priors that read the latents of the rows before.</summary>
public sealed class PastTest : IDisposable
{
    private static readonly Lazy<(Dataset Data, FitResult Fit)> Example = new(() => Fitted(new TransitionOptions
    {
        Sequences = 60,
        Length = 30,
        Latent = 2,
        Observed = 2,
        MixingLayers = 1,
    }));

    private readonly TemporaryFolder folder = new();

    public static TheoryData<Transition, int> Transitions { get; } = new()
    {
        { Transition.Additive, 1 }, { Transition.Additive, 2 }, { Transition.Network, 1 }, { Transition.Network, 2 },
    };

    public void Dispose() => folder.Dispose();

    /// <summary>The encoder learns from the rows before too.</summary>
    [Theory]
    [MemberData(nameof(Transitions))]
    public void The_objective_has_its_gradient(Transition transition, int past)
    {
        foreach (var (latents, observed) in new[] { (1, 1), (2, 2), (2, 3) })
            foreach (var auxiliary in SmallModel.AuxiliaryKinds)
            {
                var prior = new PriorOptions { Past = past, Transition = transition, FreeShape = latents == 2 };
                var model = new SmallModel(Options(prior), auxiliary, observed, latents, rows: 4);
                GradientCheck.EveryEntry(model.Graph.Tape, model.Network.Parameters, model.Graph.Loss,
                    $"{transition}, {past}, {latents} of {observed}, {auxiliary}");
            }
    }

    /// <summary>log p(x_t | x_{t−1}) is a density of x_t, for every past.</summary>
    [Theory]
    [InlineData(Transition.Additive)]
    [InlineData(Transition.Network)]
    public void Given_its_past_a_row_has_a_density(Transition transition)
    {
        const int Points = 4001;
        const double Step = 0.01;
        var model = new SmallModel(Options(new PriorOptions { Past = 1, Transition = transition }), "none", 1, 1);
        foreach (var before in new[] { -1.5f, 0.3f, 2 })
        {
            var rows = new Matrix(2 * Points, 1,
                [.. Enumerable.Range(0, 2 * Points).Select(row => row % 2 == 0 ? before
                    : (float)((row / 2 - Points / 2) * Step))]);
            var data = new ModelData(rows, new Matrix(2 * Points, 0), [])
            {
                Starts = [.. Enumerable.Range(0, Points).Select(pair => 2 * pair)],
            };
            int[] judged = [.. Enumerable.Range(0, Points).Select(pair => 2 * pair + 1)];
            model.Graph.Load(data, judged, new RandomStream(1));
            model.Graph.Tape.Forward();
            Assert.Equal(1, model.Graph.Bound.Value.ToArray().Sum(nats => Math.Exp(nats) * Step), 1e-3);
        }
    }

    [Fact]
    public void Nothing_crosses_a_border()
    {
        var data = new ModelData(new Matrix(7, 1), new Matrix(7, 0), []) { Starts = [0, 3, 4] };
        Assert.Equal([0, 1, 2, 0, 0, 1, 2], Enumerable.Range(0, 7).Select(data.RowsBefore));
        Assert.Equal([1, 2, 5, 6], data.WithPast([0, 1, 2, 3, 4, 5, 6], 1));
        Assert.Equal([2, 6], data.WithPast([0, 1, 2, 3, 4, 5, 6], 2));
        Assert.Equal([0, 1], data.TakeRows([1, 2]).WithPast([0, 1], 0));
        Assert.Equal([1], data.TakeRows([1, 2, 5]).WithPast([0, 1, 2], 1));
    }

    [Fact]
    public void First_rows_have_latents_and_no_score()
    {
        var (data, fit) = Example.Value;
        var model = fit.Model.Density;
        var scores = model.Score(data);
        Assert.Equal(60 * 29, scores.ScoredRows.Count);
        Assert.True(double.IsNaN(scores.Elbo[0]) && double.IsNaN(scores.Elbo[30]) && double.IsFinite(scores.Elbo[31]));
        Assert.True(double.IsFinite(scores.MeanElbo));
        Assert.All(model.Transform(data).Values, value => Assert.True(float.IsFinite(value)));
        Assert.Contains("60 of 1800 rows lack 1 row before them", string.Join(' ', fit.Warnings));
        var (mean, deviation) = model.Prior(data);
        Assert.True(float.IsNaN(mean[0, 0]) && float.IsFinite(mean[1, 0]) && deviation[1, 0] > 0);

        model.Save(folder.Of("model.ivae"));
        Assert.Equal(scores.Elbo, LatentModel.Load(folder.Of("model.ivae")).Density.Score(data).Elbo);
    }

    /// <summary>What a model samples row after row it finds as likely as the data it was fitted to.</summary>
    [Fact]
    public void Samples_roll_forward()
    {
        var (data, fit) = Example.Value;
        var model = fit.Model.Density;
        var made = Dataset.Of(model.Sample(Auxiliary.None(3000), 4).Observed);
        Assert.Equal(model.Score(data).MeanElbo, model.Score(made).MeanElbo, 0.3);
        int[] order = new RandomStream(1).Permutation(3000);
        Assert.True(model.Score(made).MeanElbo > model.Score(Dataset.Of(made.Observed.TakeRows(order))).MeanElbo + 0.3);
    }

    [Fact]
    public void The_past_says_something_only_in_its_order()
    {
        var (data, fit) = Example.Value;
        var found = Found(data, fit);
        Assert.True(found.DoesPastMatter && found.Gain > 0.3, $"{found.Gain}");
        Assert.NotEmpty(found.Edges);

        var shuffled = Fitted(data: data.TakeRows(new RandomStream(2).Permutation(data.Rows)) with { Starts = [0] });
        var none = Found(shuffled.Data, shuffled.Fit);
        Assert.False(none.DoesPastMatter, $"{none.Gain} ± {none.GainError}");
        Assert.Empty(none.Edges);
    }

    [Fact]
    public void A_run_folder_holds_the_graph()
    {
        var (data, fit) = Example.Value;
        using (var run = RunFolder.Create(folder.Of("run")))
            run.Write(fit, data);
        var lines = File.ReadAllLines(folder.Of("run/transitions.csv"));
        Assert.Equal("lag,from,to,strength,low,high,edge", lines[0]);
        Assert.Equal(1 + 4, lines.Length);
        Assert.Contains("\"transitions\": {", File.ReadAllText(folder.Of("run/summary.json")));
        Assert.Contains("given their own past", File.ReadAllText(folder.Of("run/report.html")));
    }

    [Fact]
    public void What_cannot_be_had_says_so()
    {
        var (data, fit) = Example.Value;
        var model = fit.Model.Density;
        Assert.Contains("reads the 1 rows before",
            Assert.Throws<NotSupportedException>(() => model.Prior(Auxiliary.None(2))).Message);
        Assert.Equal(["m.onnx", "m.decoder.onnx"], model.SaveOnnx(folder.Of("m.onnx")).Select(Path.GetFileName));
        Assert.Contains("method \"ivae\" has a prior that reads no past", Assert.Throws<ArgumentException>(() =>
            new IvaeOptions { Method = new IvaeMethod(), Prior = new PriorOptions { Past = 1 } }.Validate()).Message);
        var tooLong = new IvaeOptions { Method = new FlowMethod(), Prior = new PriorOptions { Past = 40 } };
        Assert.Contains("no row has 40 rows before it",
            Assert.Throws<DataException>(() => new IvaeEstimator(tooLong).Fit(data)).Message);
        Assert.Contains("No row has 1 rows before it",
            Assert.Throws<ArgumentException>(() => model.Score(data.TakeRows([5]))).Message);
    }

    [Fact]
    public void The_guarantee_is_that_of_transitions()
    {
        var (data, fit) = Example.Value;
        var guarantee = Guarantee.Of(fit.Model, data);
        Assert.Equal(EquivalenceClass.None, guarantee.Class);
        Assert.Contains("normal innovations alone, which the theorem leaves out", guarantee.Statement);
        var free = new PriorOptions { Past = 1, FreeShape = true };
        var promised = Guarantee.Of(ModelFacts.Of(
            new IvaeOptions { Method = new FlowMethod(), Prior = free }, data));
        Assert.Equal(EquivalenceClass.Permutation, promised.Class);
        Assert.Contains("Theorem 1 of Yao, Chen and Zhang 2022", promised.Statement);
    }

    /// <summary>
    /// Controls are the rows in another order; a fit to rows in another order has no more than they have.
    /// </summary>
    [Fact]
    public void A_check_asks_whether_the_past_says_something()
    {
        var (data, fit) = Example.Value;
        var options = new CheckOptions { Seeds = 1, Nulls = 20, NullSteps = 150 };
        var check = IdentifiabilityCheck.Of(fit.Model.Density, data, options);
        Assert.True(check.Nulls!.Gain.IsSignificant && check.Nulls.Kind == NullKind.Order, check.Nulls.Sentence);
        Assert.StartsWith("The past says something about the data: a row's own past is worth", check.Nulls.Sentence);
        Assert.NotNull(check.Transitions);
        Assert.Null(check.Variability);
        Assert.True(check.Agreement!.HasUnlike);
        Assert.All(check.Agreement.Fits, other => Assert.True(double.IsFinite(other.HeldOutLogLikelihood), other.Name));
        Assert.True(check.Fit.Predictive!.Accuracy < 0.6, $"{check.Fit.Predictive}");
        Assert.All(check.Fit.PredictiveDistance, distance => Assert.InRange(distance, 0, 0.15));
        Assert.NotEqual(Verdict.Believable, check.Verdict); // normal innovations: no theorem
        Assert.Contains("Does the past move the latents?", CheckReport.Render(check));
        Assert.Contains("\"transitions\": {", CheckReport.ToJson(check));

        var shuffled = Fitted(data: data.TakeRows(new RandomStream(2).Permutation(data.Rows)) with { Starts = [0] });
        var none = IdentifiabilityCheck.Of(
            shuffled.Fit.Model.Density, shuffled.Data, options with { Seeds = 0 });
        Assert.Equal(VerdictReason.NoMoreThanControls, none.DecidedBy);
        Assert.Contains("the past says no more about the data than rows in another order do", none.Headline);
    }

    private static LatentTransitions Found(Dataset data, FitResult fit) => LatentTransitions.Of(
        fit.Model.Density, fit.Data, fit.Transform(), [.. fit.HeldOutRows])!;

    private static (Dataset Data, FitResult Fit) Fitted(TransitionOptions? made = null, Dataset? data = null)
    {
        data ??= TransitionSimulator.Generate(made!, 3).ToDataset();
        return (data, new IvaeEstimator(new IvaeOptions
        {
            Method = new FlowMethod { Depth = 2 },
            Prior = new PriorOptions { Past = 1 },
            Training = new TrainingOptions { Steps = 1500, Restarts = 1, HeldOut = 0.3 },
        }).Fit(data));
    }

    private static IvaeOptions Options(PriorOptions prior) => SmallModel.With(
        SmallModel.Options(prior, new PosteriorOptions { Covariance = PosteriorCovariance.None },
            new LikelihoodOptions { Noise = NoiseVariance.None }),
        FlowExample.Options(FlowLayers.Gaussianization) with { Network = new NetworkOptions { HiddenWidths = [3] } });
}
