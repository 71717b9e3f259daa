using Ivae.Data;
using Ivae.Distributions;
using Ivae.Methods;
using Ivae.Networks;
using Ivae.Numerics;

namespace Ivae.Test.Onnx;

/// <summary>What the ONNX files of a model compute is what the model computes, for every kind of model.</summary>
public class OnnxFileTest
{
    private static readonly NetworkOptions Small = new() { HiddenWidths = [8, 8] };

    public static TheoryData<string> Methods =>
        [.. Method.All.Where(method => method is not AutoMethod).Select(method => method.Name)];

    public static TheoryData<FlowLayers> Flows => [.. Enum.GetValues<FlowLayers>()];

    public static TheoryData<string> Priors =>
        ["gaussian", "laplace", "student_t", "hyperbolic_secant", "free_shape", "mean", "scale"];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Every_method(string name) =>
        Check(new IvaeOptions { Method = Method.Named(name), LatentDimension = 4 });

    [Theory]
    [MemberData(nameof(Methods))]
    public void Every_method_with_fewer_latents(string name) =>
        Check(new IvaeOptions { Method = Method.Named(name), LatentDimension = 2 });

    [Theory]
    [MemberData(nameof(Flows))]
    public void Every_kind_of_flow(FlowLayers layers)
    {
        foreach (var latents in (int[])[2, 4])
            Check(new IvaeOptions { Method = new FlowMethod { Layers = layers }, LatentDimension = latents });
    }

    [Theory]
    [MemberData(nameof(Priors))]
    public void Every_prior(string name) => Check(
        new IvaeOptions
        {
            Method = new FlowMethod(),
            Prior = name switch
            {
                "free_shape" => new PriorOptions { FreeShape = true },
                "mean" => new PriorOptions { Modulates = Modulation.Mean },
                "scale" => new PriorOptions { Modulates = Modulation.Scale },
                _ => new PriorOptions { Family = PriorFamily.Named(name) },
            },
        },
        numeric: name != "gaussian");

    [Theory]
    [InlineData("gaussian", "full")]
    [InlineData("laplace", "diagonal")]
    [InlineData("bernoulli", "full")]
    [InlineData("poisson", "diagonal")]
    [InlineData("gaussian", "rank")]
    public void Every_likelihood_and_posterior(string likelihood, string covariance) => Check(
        new IvaeOptions
        {
            Method = new IvaeMethod
            {
                Posterior = new PosteriorOptions
                {
                    Covariance = PosteriorCovariance.Named(covariance == "rank" ? "full" : covariance),
                    Rank = covariance == "rank" ? 1 : null,
                    ReadsAuxiliary = true,
                    Network = Small,
                },
                StartsFromFlow = false,
            },
            LatentDimension = 3,
            Likelihood = new LikelihoodOptions { Family = LikelihoodFamily.Named(likelihood), Network = Small },
        },
        numeric: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Exposure_of_counts(bool readsAuxiliary) => Check(
        new IvaeOptions
        {
            Method = new IvaeMethod { Posterior = new() { ReadsAuxiliary = readsAuxiliary, Network = Small } },
            LatentDimension = 3,
            Likelihood = new() { Family = LikelihoodFamily.Poisson, Network = Small },
        },
        numeric: true,
        exposure: true);

    [Theory]
    [InlineData("gaussian", true)]
    [InlineData("laplace", false)]
    [InlineData("bernoulli", false)]
    [InlineData("poisson", true)]
    public void Rows_that_lack_values(string family, bool readsAuxiliary) => Check(
        new IvaeOptions
        {
            Method = new IvaeMethod { Posterior = new() { ReadsAuxiliary = readsAuxiliary, Network = Small } },
            LatentDimension = 3,
            Likelihood = new() { Family = LikelihoodFamily.Named(family), Network = Small, Masked = true },
        },
        exposure: family == "poisson");

    [Theory]
    [InlineData(PriorShape.Isotropic)]
    [InlineData(PriorShape.Learned)]
    [InlineData(PriorShape.StudentT)]
    [InlineData(PriorShape.Mixture)]
    [InlineData(PriorShape.SpikeAndSlab)]
    public void Every_prior_without_u(PriorShape shape) => Check(new IvaeOptions
    {
        Method = new VaeMethod(),
        LatentDimension = 3,
        Prior = new PriorOptions { Shape = new PriorShapeOptions { Kind = shape } },
    });

    [Theory]
    [MemberData(nameof(Activations))]
    public void Every_activation(Activation activation)
    {
        var network = Small with { Activation = activation };
        Check(new IvaeOptions
        {
            Method = new FlowMethod { Layers = FlowLayers.FreeForm, FreeFormEncoder = network },
            Likelihood = new LikelihoodOptions { Network = network },
        });
        Check(new IvaeOptions { Method = new FlowMethod { Layers = FlowLayers.Residual, Network = network } });
    }

    public static TheoryData<Activation> Activations => [.. Enum.GetValues<Activation>()];

    [Theory]
    [InlineData("whiten")]
    [InlineData("standardise")]
    [InlineData("none")]
    [InlineData("reduce")]
    public void Every_preprocessing(string scaling) => Check(
        new IvaeOptions
        {
            Method = new FlowMethod { Layers = scaling == "reduce" ? FlowLayers.Coupling : FlowLayers.Linear },
            LatentDimension = 3,
            Preprocessing = new PreprocessingOptions { Scaling = Enum.Parse<Scaling>(scaling, ignoreCase: true) },
        },
        columns: scaling == "reduce" ? 12 : 4);

    /// <summary>A family is a program of its user, which no file can hold: this is said, the rest written.</summary>
    [Fact]
    public void An_own_family_leaves_out_the_score_alone()
    {
        var family = new AnotherNormal();
        PriorFamily.Register(family);
        using var example = new OnnxModel(
            new IvaeOptions { Method = new FlowMethod(), Prior = new PriorOptions { Family = family } });
        string[] files = [.. example.Files.Select(file => Path.GetFileName(file))];
        Assert.Equal(["model.onnx", "model.decoder.onnx", "model.prior.onnx"], files);
        var missing = Assert.Single(example.Model.OnnxFunctions(), function => function.Graph is null);
        Assert.Contains("\"another_normal\" is a program of yours", missing.Missing);
    }

    /// <summary>The draws that a score of one sample with seed 9 takes, 512 rows at a time.</summary>
    private static Matrix DrawsOfScore(int latents)
    {
        var draws = new Matrix(OnnxModel.Rows, latents);
        var noise = new RandomStream(9).Split("score").Split(0);
        for (var start = 0; start < OnnxModel.Rows; start += 512)
            noise.FillNormal(
                draws.Values.AsSpan(start * latents, Math.Min(512, OnnxModel.Rows - start) * latents));
        return draws;
    }

    /// <summary>All files of a model against the model.</summary>
    private static void Check(IvaeOptions options, int columns = 4, bool numeric = false, bool exposure = false)
    {
        using var example = new OnnxModel(options, columns, numeric, exposure: exposure);
        var (model, data) = (example.Model, example.Data);
        var latents = model.Transform(data);
        var encoded = example.Run("encoder");
        OnnxModel.AssertClose(latents.Values, encoded["latents"], "latents");
        if (!model.HasDensity)
        {
            Assert.Single(example.Files);
            return;
        }

        var density = model.Density;
        if (encoded.TryGetValue("standard_deviation", out var deviation))
            OnnxModel.AssertClose(density.Posterior(data).StandardDeviation.Values, deviation, "deviation");
        var decoded = exposure ? density.Decode(latents, data.Exposure!) : density.Decode(latents);
        OnnxModel.AssertClose(decoded.Values, example.Run("decoder", ("latents", latents))["x"], "x");

        var scores = density.Score(data, 1, seed: 9);
        var scored = example.Run("score", ("noise", DrawsOfScore(model.Latents)));
        OnnxModel.AssertClose(latents.Values, scored["latents"], "latents of the score");
        float[] elbo = [.. scores.Elbo.Select(value => (float)value)];
        OnnxModel.AssertClose(elbo, scored.GetValueOrDefault("log_likelihood") ?? scored["bound"], "log p");
        if (scored.TryGetValue("log_weight", out var weight))
            OnnxModel.AssertClose([.. scores.ImportanceWeighted.Select(value => (float)value)], weight, "log weight");
        if (example.Files.Any(file => file.EndsWith(".prior.onnx", StringComparison.Ordinal)))
        {
            var (mean, scale) = density.Prior(data.Auxiliary);
            var prior = example.Run("prior");
            OnnxModel.AssertClose(mean.Values, prior["mean"], "mean of the prior");
            OnnxModel.AssertClose(scale.Values, prior["standard_deviation"], "deviation of the prior");
        }
    }

    /// <summary>A normal density by another name.</summary>
    private sealed class AnotherNormal() : PriorFamily("another_normal", "another_normal")
    {
        public override double Variance => 1;

        public override double LogDensity(double r) => Gaussian.LogDensity(r);

        public override double Derivative(double r) => -r;

        public override double CumulativeProbability(double r) => Gaussian.CumulativeProbability(r);

        public override double Sample(RandomStream stream) => Gaussian.Sample(stream);
    }
}
