using Ivae.Distributions;
using Ivae.Methods;
using Ivae.Networks;
using Ivae.Numerics;
using Ivae.Training;

namespace Ivae.Test.Methods;

/// <summary>Whole training runs of real models on tiny data.</summary>
public class SmallTrainingTest
{
    private static readonly TrainingOptions Short = new() { Epochs = 3, BatchSize = 16, LearningRate = 0.01 };

    [Theory]
    [InlineData("none")]
    [InlineData("single level")]
    [InlineData("one")]
    [InlineData("numeric")]
    [InlineData("mixed")]
    public void TheSmallestDataTrainToFiniteBounds(string auxiliary)
    {
        foreach (var (observed, latents, rows, batch) in new[]
        {
            (1, 1, 1, 1), (1, 1, 2, 1), (1, 2, 5, 3), (3, 1, 17, 16), (2, 2, 9, 256),
        })
            foreach (var covariance in new[] { PosteriorCovariance.Full, PosteriorCovariance.Diagonal })
                foreach (var family in LikelihoodFamily.All)
                {
                    var posterior = new PosteriorOptions { Covariance = covariance, ReadsAuxiliary = true };
                    var (result, network) =
                        Train(auxiliary, posterior, family, observed, latents, rows, Short with { BatchSize = batch });
                    Assert.True(result.Outcome == TrainingOutcome.Completed,
                        $"{auxiliary}, {observed}, {latents}, {rows}, {family}: {result.Message}");
                    Assert.All(result.History, h => Assert.True(double.IsFinite(h.HeldOutBound)));
                    Assert.All(network.Parameters.Values, v => Assert.True(float.IsFinite(v)));
                }
    }

    [Fact]
    public void OneSeedGivesIdenticalParametersAndAnotherSeedDoesNot()
    {
        float[] Fit(ulong seed)
            => Train("one", new PosteriorOptions(), LikelihoodFamily.Gaussian, 3, 2, 50, Short,
                seed).Network.Parameters.Values;
        Assert.Equal(Fit(1), Fit(1));
        Assert.NotEqual(Fit(1), Fit(2));
    }

    /// <summary>
    /// A NaN that slipped into a held-out row (7) or a training row (8) is an outcome that names the term, for every
    /// family, and no exception.
    /// </summary>
    [Theory]
    [InlineData("gaussian", "gaussian", 7)]
    [InlineData("gaussian", "gaussian", 8)]
    [InlineData("laplace", "laplace", 7)]
    [InlineData("laplace", "laplace", 8)]
    [InlineData("bernoulli", "student_t", 7)]
    [InlineData("bernoulli", "student_t", 8)]
    [InlineData("poisson", "laplace", 7)]
    [InlineData("poisson", "laplace", 8)]
    public void NaNInTheDataIsReportedAsDivergence(string likelihood, string prior, int spoiled)
    {
        Assert.Equal(spoiled == 7,
            RowSplit.Make(50, Short.HeldOut, false, new RandomStream(1).Split("split")).HeldOut.Contains(spoiled));
        void Spoil(ModelData data) => data.Observed[spoiled, 1] = float.NaN;
        var (observations, latents) = (LikelihoodFamily.Named(likelihood), PriorFamily.Named(prior));
        var (result, network) = Train(
            "one", new PosteriorOptions(), observations, 3, 2, 50, Short, prior: latents, spoil: Spoil);
        Assert.Equal(TrainingOutcome.Diverged, result.Outcome);
        Assert.Contains("\"log p(x|z)\"", result.Message, StringComparison.Ordinal);
        Assert.All(network.Parameters.Values, v => Assert.True(float.IsFinite(v)));
    }

    [Fact]
    public void AFixedNoiseVarianceStaysFixedUnderWeightDecay()
    {
        var noise = new LikelihoodOptions { Noise = NoiseVariance.Fixed, Variance = 0.25 };
        var options = SmallModel.Options(new PriorOptions(), new PosteriorOptions(), noise);
        var network = Network(options, SmallModel.Shape("one"), 3, 2, 1);
        var data = SmallModel.MakeData(LikelihoodFamily.Gaussian, SmallModel.Shape("one"), 3, 50, new RandomStream(2));
        Run(network, data, Short with { WeightDecay = 0.9 }, 1);
        var draws = new double[20_000];
        var stream = new RandomStream(3);
        foreach (ref var draw in draws.AsSpan())
            draw = Math.Pow(network.Likelihood.Sample(0, 0, stream), 2);
        Distributions.MonteCarlo.MeanIs(0.25, draws, "variance");
    }

    /// <summary>
    /// With the true segments the model explains held-out rows better than with shuffled ones: what it learns from u is
    /// real.
    /// </summary>
    [Fact]
    public void TrueSegmentsExplainHeldOutRowsBetterThanShuffledOnes()
    {
        const int segments = 20;
        const int length = 200;
        var stream = new RandomStream(11);
        var x = new Matrix(segments * length, 2);
        var codes = new int[segments * length];
        for (var segment = 0; segment < segments; segment++)
        {
            var (m0, m1) = (stream.NextUniform(-2, 2), stream.NextUniform(-2, 2));
            var (s0, s1) = (stream.NextUniform(0.2, 1.5), stream.NextUniform(0.2, 1.5));
            for (var row = segment * length; row < (segment + 1) * length; row++)
            {
                codes[row] = segment;
                var (a, b) = (m0 + s0 * stream.NextNormal(), m1 + s1 * stream.NextNormal());
                x[row, 0] = (float)(Math.Tanh(0.5 * a + 0.3 * b) + 0.3 * a);
                x[row, 1] = (float)(Math.Tanh(0.4 * b - 0.3 * a) + 0.3 * b);
            }
        }

        var shuffled = codes.ToArray();
        new RandomStream(12).Shuffle<int>(shuffled);
        var none = new Matrix(codes.Length, 0);
        double HeldOut(int[] u)
        {
            var wide = new NetworkOptions { HiddenWidths = [16] };
            var options = new IvaeOptions
            {
                Method = new IvaeMethod { Posterior = new() { Network = wide } },
                Likelihood = new LikelihoodOptions { Network = wide },
            };
            var network = Network(options, new ContextShape(0, [segments]), 2, 2, 1,
                LinearStart.PrincipalComponents(x, 2, new RandomStream(13)));
            var training = new TrainingOptions { Steps = 500, BatchSize = 128, LearningRate = 0.01 };
            return Run(network, new ModelData(x, none, [u]), training, 1).BestBound;
        }

        var (real, control) = (HeldOut(codes), HeldOut(shuffled));
        Assert.True(real > control + 0.5, $"true segments {real} nats a row, shuffled ones {control}");
    }

    private static (TrainingResult Result, IvaeNetwork<float> Network) Train(
        string auxiliary,
        PosteriorOptions posterior,
        LikelihoodFamily likelihood,
        int observed,
        int latents,
        int rows,
        TrainingOptions training,
        ulong seed = 1,
        PriorFamily? prior = null,
        Action<ModelData>? spoil = null)
    {
        var options = SmallModel.Options(
            new PriorOptions { Family = prior }, posterior, new LikelihoodOptions { Family = likelihood });
        var shape = SmallModel.Shape(auxiliary);
        var network = Network(options, shape, observed, latents, seed);
        var data = SmallModel.MakeData(likelihood, shape, observed, rows, new RandomStream(2));
        spoil?.Invoke(data);
        return (Run(network, data, training, seed), network);
    }

    private static IvaeNetwork<float> Network(
        IvaeOptions options, ContextShape shape, int observed, int latents, ulong seed, LinearStart? start = null)
        =>
        new(options, observed, latents, shape, start ?? LinearStart.None, new RandomStream(seed).Split("initialise"));

    private static TrainingResult Run(IvaeNetwork<float> network, ModelData data, TrainingOptions training, ulong seed)
    {
        var stream = new RandomStream(seed);
        var split = RowSplit.Make(data.Rows, training.HeldOut, false, stream.Split("split"));
        return Trainer<float>.Run(new IvaeObjective<float>(network, data, split, stream), training,
            stream.Split("shuffle"), 0, null, CancellationToken.None);
    }
}
