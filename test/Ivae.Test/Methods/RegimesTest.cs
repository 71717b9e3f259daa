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

/// <summary>Priors with regimes that are not observed.</summary>
public sealed class RegimesTest : IDisposable
{
    private static readonly TransitionOptions Switching = new()
    {
        Sequences = 300,
        Length = 6,
        Latent = 4,
        Observed = 4,
        MixingLayers = 1,
        Structure = TransitionStructure.Permuted,
        Regimes = 2,
        Stay = 0.9,
        StartDeviation = 1,
    };

    private static readonly Lazy<(TransitionData Made, Dataset Data, FitResult Fit)> Example = new(() =>
    {
        var made = TransitionSimulator.Generate(Switching, 3);
        var data = made.ToDataset();
        return (made, data, Fitted(data, past: 1, regimes: 2));
    });

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(0, Transition.Additive)]
    [InlineData(1, Transition.Additive)]
    [InlineData(2, Transition.Network)]
    public void The_objective_has_its_gradient(int past, Transition transition)
    {
        var model = Small(past, transition);
        GradientCheck.EveryEntry(
            model.Graph.Tape, model.Network.Parameters, model.Graph.Loss, $"{past}, {transition}");
    }

    /// <summary>
    /// With the regimes of each row given all others held, its gradient is that of log Σ over all paths (Fisher's
    /// identity).
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void The_gradient_is_that_of_the_likelihood_of_the_sequence(int past)
    {
        const int Rows = 4;
        const double Step = 1e-4;
        var model = Small(past, Transition.Additive);
        var chain = new HiddenMarkovChain([0.2, 0.5, 0.3], [0.7, 0.2, 0.1, 0.05, 0.9, 0.05, 0.3, 0.3, 0.4]);
        var found = chain.Given(new Matrix(Rows, 3, [.. Densities().Select(value => (float)value)]), [(0, Rows)]);
        Assert.Equal(Marginal(), found.LogLikelihood, 1e-4);
        model.Graph.Load(model.Data with { LogRegimes = found.LogOfOthers }, [0, 1, 2, 3], new RandomStream(77));
        model.Graph.Tape.Forward();
        model.Graph.Tape.Backward(model.Graph.Loss);
        var gradient = model.Network.Parameters.Gradients.ToArray();
        var values = model.Network.Parameters.Values;
        for (var i = 0; i < values.Length; i++)
        {
            var origin = values[i];
            var difference = (At(origin + Step) - At(origin - Step)) / (2 * Step);
            values[i] = origin;
            Assert.Equal(difference, -Rows * gradient[i], 1e-4 * (1 + Math.Abs(difference)));

            double At(double value)
            {
                values[i] = value;
                return Marginal();
            }
        }

        double[] Densities()
        {
            model.Graph.Tape.Forward();
            var regimes = model.Graph.Regimes!;
            return [.. Enumerable.Range(0, 3 * Rows).Select(i => regimes.LogDensities.Value[i]
                + model.Graph.Bound.Value[i / 3] - regimes.LogDensityOfRow.Value[i / 3])];
        }

        double Marginal()
        {
            var (densities, total) = (Densities(), new LogSumExp());
            for (var path = 0; path < 81; path++)
            {
                var (sum, before, rest) = (0.0, 0, path);
                for (var row = 0; row < Rows; row++, rest /= 3)
                {
                    var now = rest % 3;
                    sum += densities[row * 3 + now]
                        + Math.Log(row == 0 ? chain.Initial[now] : chain.Transition[before * 3 + now]);
                    before = now;
                }

                total.Add(sum);
            }

            return total.Value;
        }
    }

    [Fact]
    public void Regimes_and_latents_are_found()
    {
        var (made, data, fit) = Example.Value;
        var model = fit.Model.Density;
        var (path, probabilities) = model.Regimes(data);
        Assert.Equal((-1, float.NaN), (path[6], probabilities[6, 0])); // no row before it
        int[] rows = [.. Enumerable.Range(0, data.Rows).Where(row => row % 6 > 0)];
        Assert.InRange(Agreement(rows, path, made.Regime), 0.95, 1);
        Assert.All(rows, row => Assert.Equal(1, probabilities[row, 0] + probabilities[row, 1], 1e-5));
        var (_, transition) = model.RegimeTransitions!.Value;
        Assert.InRange(transition[0, 0], 0.84, 0.96);
        Assert.InRange(transition[1, 1], 0.84, 0.96);
        Assert.Contains("which is not looked at", string.Join(' ', fit.Warnings));
        Assert.All(fit.HeldOutRows, row => Assert.Contains(row / 6 * 6, fit.HeldOutRows)); // whole sequences
    }

    /// <summary>Scores of rows given those before add up to the exact likelihood of their sequence.</summary>
    [Fact]
    public void A_model_that_is_read_again_gives_the_same()
    {
        var (_, data, fit) = Example.Value;
        var model = fit.Model.Density;
        model.Save(folder.Of("model.ivae"));
        var again = LatentModel.Load(folder.Of("model.ivae")).Density;
        var scores = model.Score(data);
        Assert.Equal(scores.Elbo, again.Score(data).Elbo);
        Assert.Equal(model.Regimes(data).Path, again.Regimes(data).Path);
        Assert.Equal(300 * 5, scores.ScoredRows.Count);
        var densities = model.Chain!.Given(
            RegimeDensities(model, data), Enumerable.Range(0, 300).Select(piece => (6 * piece + 1, 6 * piece + 6)));
        var shift = scores.ScoredRows.Count * model.Description.Preprocessing.LogAbsDeterminant;
        Assert.Equal(densities.LogLikelihood + shift, scores.ScoredRows.Sum(row => scores.Elbo[row]), 0.05);
        Assert.All(model.Sample(Auxiliary.None(50), 1).Observed.Values, value => Assert.True(float.IsFinite(value)));
        var (mean, _) = model.Prior(data);
        Assert.True(float.IsNaN(mean[0, 0]) && float.IsFinite(mean[1, 0]));
    }

    [Fact]
    public void A_run_folder_holds_the_regimes()
    {
        var (_, data, fit) = Example.Value;
        using (var run = RunFolder.Create(folder.Of("run")))
            run.Write(fit, data);
        var lines = File.ReadAllLines(folder.Of("run/regimes.csv"));
        Assert.Equal("row,regime,p1,p2", lines[0]);
        Assert.Equal(1 + data.Rows, lines.Length);
        Assert.Contains("\"dwell_rows\": [", File.ReadAllText(folder.Of("run/summary.json")));
        var page = File.ReadAllText(folder.Of("run/report.html"));
        Assert.Contains("Regime 1 of 2:", page);
        Assert.Contains("2 regimes that are not observed", page);
    }

    /// <summary>Where there is one regime, two say no more of held-out sequences.</summary>
    [Fact]
    public void Their_number_is_chosen_by_held_out_sequences()
    {
        var single = TransitionSimulator.Generate(Switching with { Regimes = 1 }, 3).ToDataset();
        var one = Fitted(single, past: 1, regimes: new(1, 2));
        Assert.Equal(1, one.Model.Density.Chain!.Regimes);
        Assert.Equal(["1 regime", "2 regimes"], one.Stages.Select(stage => stage.Name));
        Assert.Contains("1 of 1:2 regimes were chosen", one.Warnings[^1]);
        var two = Fitted(Example.Value.Data, past: 1, regimes: new(1, 2));
        Assert.Equal(2, two.Model.Density.Chain!.Regimes);
        Assert.Equal(2, two.ModelStageNumber);
    }

    [Fact]
    public void A_number_of_regimes_is_written_as_it_is_read()
    {
        var converter = new System.Text.Json.JsonSerializerOptions();
        string Again(string text) => System.Text.Json.JsonSerializer.Serialize(
            System.Text.Json.JsonSerializer.Deserialize<RegimeCount>(text, converter), converter);
        Assert.Equal("5", Again("5"));
        Assert.Equal("5", Again("\"5:5\""));
        Assert.Equal("\"2:6\"", Again("\"2:6\""));
        Assert.Contains("is no number of regimes",
            Assert.Throws<System.Text.Json.JsonException>(() => Again("\"2-6\"")).Message);
    }

    /// <summary>Without a past: Hälvä and Hyvärinen 2020, whose sources have variances of their own in each
    /// regime.</summary>
    [Fact]
    public void Segments_without_labels_are_found()
    {
        var made = Segments(layers: 1);
        var data = made with { Auxiliary = Auxiliary.None(made.Rows), TimeOrdered = true };
        var fit = Fitted(data, past: 0, regimes: 4);
        int[] rows = [.. Enumerable.Range(0, data.Rows)];
        var right = Agreement(rows, fit.Model.Density.Regimes(data).Path, made.Auxiliary.Categorical[0].Codes);
        Assert.InRange(right, 0.85, 1);
    }

    /// <summary>
    /// Of curved data normal regimes are regions, between which rows go to and fro, unless regimes are held to last.
    /// </summary>
    [Fact]
    public void First_regimes_of_curved_data_are_found_if_they_last()
    {
        var made = Segments(layers: 2);
        var x = LinearStart.PrincipalComponents(made.Observed, 2, new RandomStream(3)).Encoder;
        var white = new Matrix(made.Rows, 2);
        for (var i = 0; i < white.Values.Length; i++)
            white.Values[i] = (float)(made.Observed[i / 2, 0] * x[i % 2] + made.Observed[i / 2, 1] * x[2 + i % 2]);
        double Right(bool isLasting) => Agreement([.. Enumerable.Range(0, made.Rows)],
            new RegimeStart(white, 0, [(0, made.Rows)]).Fit(4, new RandomStream(7), isLasting).Found.Path(),
            made.Auxiliary.Categorical[0].Codes);
        Assert.InRange(Right(isLasting: true), 0.95, 1);
        Assert.InRange(Right(isLasting: false), 0, 0.8);
    }

    [Fact]
    public void What_cannot_be_had_says_so()
    {
        var (_, data, fit) = Example.Value;
        var model = fit.Model.Density;
        Assert.Contains("method \"ivae\" has a prior that knows none", Assert.Throws<ArgumentException>(() =>
            new IvaeOptions { Method = new IvaeMethod(), Prior = new() { Regimes = 2 } }.Validate()).Message);
        Assert.Contains("prior.regimes is 0", Assert.Throws<ArgumentException>(() =>
            new IvaeOptions { Prior = new() { Regimes = 0 } }.Validate()).Message);
        Assert.Contains("not observed",
            Assert.Throws<ArgumentException>(() => IdentifiabilityCheck.Of(model, data)).Message);
        Assert.Throws<NotSupportedException>(() => model.Prior(Auxiliary.None(2)));
        Assert.Equal(["m.onnx", "m.decoder.onnx"], model.SaveOnnx(folder.Of("m.onnx")).Select(Path.GetFileName));
        var without = new IvaeEstimator(new IvaeOptions
        {
            Method = new FlowMethod { Depth = 1 },
            Training = new TrainingOptions { Steps = 1, Restarts = 1 },
        }).Fit(data).Model.Density;
        Assert.Null(without.RegimeTransitions);
        Assert.Contains("fit one with prior.regimes",
            Assert.Throws<NotSupportedException>(() => without.Regimes(data)).Message);
    }

    [Fact]
    public void The_guarantee_names_its_regimes()
    {
        var (_, data, fit) = Example.Value;
        Assert.Contains(Guarantee.Of(fit.Model, data).Assumptions,
            assumption => assumption.Kind == AssumptionKind.HiddenRegimes);
        Guarantee Of(int regimes) => Guarantee.Of(ModelFacts.Of(
            new IvaeOptions { Method = new FlowMethod(), Prior = new() { Regimes = regimes } }, data));
        Assert.Equal(EquivalenceClass.Permutation, Of(9).Class);
        Assert.Equal(AssumptionKind.EnoughAuxiliary, Of(8).Violated!.Kind); // 2n + 1 = 9
        Assert.Equal(AssumptionKind.HiddenRegimes, Of(1).Violated!.Kind);
    }

    private static Matrix RegimeDensities(IvaeModel model, Dataset data) =>
        RegimeObjective.Densities(model.Network, model.Units(data));

    private static Dataset Segments(int layers) => Simulator.Generate(
        new() { Segments = 4, RowsPerSegment = 300, Latent = 2, Observed = 2, MixingLayers = layers }, 1).ToDataset();

    private static double Agreement(int[] rows, IReadOnlyList<int> found, IReadOnlyList<int> truth)
    {
        // each regime that was found is the one it is most often
        var right = rows.GroupBy(row => found[row])
            .Sum(group => group.GroupBy(row => truth[row]).Max(same => same.Count()));
        return (double)right / rows.Length;
    }

    private static FitResult Fitted(Dataset data, int past, RegimeCount regimes) => new IvaeEstimator(new IvaeOptions
    {
        Method = new FlowMethod { Depth = 2 },
        Prior = new PriorOptions { Past = past, Regimes = regimes },
        Training = new TrainingOptions { Steps = 1500, Restarts = 1, HeldOut = 0.3 },
    }).Fit(data);

    private static SmallModel Small(int past, Transition transition)
    {
        var prior = new PriorOptions { Past = past, Transition = transition, Regimes = 3 };
        var network = new NetworkOptions { HiddenWidths = [3] };
        var options = SmallModel.With(
            SmallModel.Options(prior, new PosteriorOptions { Covariance = PosteriorCovariance.None },
                new LikelihoodOptions { Noise = NoiseVariance.None }),
            FlowExample.Options(FlowLayers.Gaussianization) with { Network = network });
        return new SmallModel(options, "one", observed: 2, latents: 2, rows: 4);
    }
}
