using Ivae.Distributions;
using Ivae.Methods;
using Ivae.Numerics;
using Ivae.Test.Autodiff;
using MathNet.Numerics.LinearAlgebra;

namespace Ivae.Test.Methods;

/// <summary>
/// Objectives of the VAE family: gradients, what they reduce to, and what a rotation of z does to them.
/// </summary>
public class VaeFamilyTest
{
    private static readonly FactorVaeMethod SmallDiscriminator = new() { Layers = 2, Width = 4, LearningRate = 1e-4 };

    public static TheoryData<string> Methods =>
        [.. Method.All.Where(m => m.HasDensity && !m.MaximisesBound).Select(m => m.Name)];

    public static TheoryData<PriorShape> Shapes => [.. Enum.GetValues<PriorShape>()];

    /// <summary>With and without u, one to four rows of a batch.</summary>
    [Theory]
    [MemberData(nameof(Methods))]
    public void EveryObjectiveHasItsGradient(string method)
    {
        foreach (var auxiliary in new[] { "none", "one", "numeric" })
            foreach (var rows in new[] { 1, 2, 4 })
            {
                var model = Small(
                    method == SmallDiscriminator.Name ? SmallDiscriminator : (VaeFamilyMethod)Method.Named(method),
                    auxiliary, rows);
                model.Graph.Progress = 0.3;
                GradientCheck.EveryEntry(
                    model.Graph.Tape, model.Network.Parameters, model.Graph.Loss, $"{method}, {auxiliary}, {rows}");
            }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void EveryPriorHasItsGradient(PriorShape shape)
    {
        var prior = new PriorOptions
        {
            Shape = new PriorShapeOptions
            {
                Kind = shape,
                Scales = [1.5, 0.6],
                ClusterDeviation = 0.4,
                SpikeDeviation = 0.3,
            },
        };
        foreach (var divergence in Enum.GetValues<AggregateDivergence>())
        {
            var model = Small(new DecompositionMethod { Divergence = divergence }, "none", 4, prior);
            GradientCheck.EveryEntry(
                model.Graph.Tape, model.Network.Parameters, model.Graph.Loss, $"{shape}, {divergence}");
        }
    }

    /// <summary>At their neutral weights all of them are the evidence lower bound, or one draw of it.</summary>
    [Fact]
    public void NeutralWeightsGiveTheBound()
    {
        foreach (var method in new VaeFamilyMethod[]
        {
            new BetaVaeMethod { Beta = 1 },
            SmallDiscriminator with { Gamma = 0 },
            new DipVaeIMethod { OffDiagonal = 0, Diagonal = 0 },
            new DipVaeIIMethod { OffDiagonal = 0, Diagonal = 0 },
            new DecompositionMethod { Alpha = 0 },
        })
        {
            var graph = (IvaeGraph<double>)Small(method, "one", 4).Graph;
            Same(graph.Elbo.Value, graph.ValidationScore.Value, method.Name);
        }

        foreach (var estimator in Enum.GetValues<AggregateEstimator>())
            foreach (var method in new VaeFamilyMethod[]
            {
                new BetaTcVaeMethod { Beta = 1, Estimator = estimator },
                Weighted(1, estimator),
            })
            {
                var graph = (IvaeGraph<double>)Small(method, "one", 4).Graph;
                var draw = graph.LogLikelihood + graph.Prior.LogDensity(graph.Latents)
                    - graph.Posterior.LogDensityOfSample(graph.Noise);
                graph.Tape.Forward();
                Same(draw.Value, graph.ValidationScore.Value, $"{method.Name}, {estimator}");
            }
    }

    [Fact]
    public void TheCapacityRisesWithTraining()
    {
        var method = new CapacityVaeMethod { Gamma = 10, Capacity = 8, AnnealingFraction = 0.5 };
        var graph = (IvaeGraph<double>)Small(method, "none", 4).Graph;
        var divergence =
            graph.ExpectedLogPrior.Value.ToArray().Zip(graph.Entropy.Value.ToArray(), (p, h) => -(p + h)).Average();
        foreach (var (progress, capacity) in new[] { (0, 0), (0.25, 4), (0.5, 8), (1, 8) })
        {
            graph.Progress = progress;
            graph.Tape.Forward();
            var expected = graph.LogLikelihood.Value.ToArray().Average() - 10 * Math.Abs(divergence - capacity);
            Assert.Equal(-expected, graph.Loss.Value[0], 1e-10);
        }
    }

    /// <summary>
    /// Mathieu et al. 2019, theorem 1: with encoder and decoder turned the same way, z → zR, the β-VAE objective is
    /// what it was under an isotropic Gaussian prior, and under no other.
    /// </summary>
    [Theory]
    [MemberData(nameof(Shapes))]
    public void ARotationOfTheLatentsShowsUnlessThePriorIsRound(PriorShape shape)
    {
        var prior = new PriorOptions
        {
            Shape = new PriorShapeOptions
            {
                Kind = shape,
                Scales = [1.5, 0.6],
                ClusterDeviation = 0.4,
                SpikeDeviation = 0.5,
            },
        };
        var change = ChangeByRotation(prior);
        if (shape == PriorShape.Isotropic)
            Assert.Equal(0, change, 1e-10);
        else
            Assert.True(Math.Abs(change) > 1e-3, $"{shape}: {change}");
    }

    [Fact]
    public void ARotationShowsUnderALaplacePrior()
        => Assert.True(Math.Abs(ChangeByRotation(new PriorOptions { Family = PriorFamily.Laplace })) > 1e-3);

    [Fact]
    public void TheDiscriminatorFindsTheTotalCorrelation()
    {
        // z of correlation ρ: TC = −½ log(1 − ρ²).
        const double correlation = 0.8;
        var discriminator = new Discriminator<float>(
            2, new FactorVaeMethod { Layers = 2, Width = 32, LearningRate = 3e-3 }, new RandomStream(1));
        var tape = new Ivae.Autodiff.Tape<float>();
        var z = tape.Input(2);
        var ratio = discriminator.LogRatio(z);
        var stream = new RandomStream(2);
        void Draw(int rows)
        {
            z.Resize(rows);
            stream.FillNormal(z.Value);
            for (var i = 0; i < z.Length; i += 2)
                z.Value[i + 1] =
                    (float)(correlation * z.Value[i] + Math.Sqrt(1 - correlation * correlation) * z.Value[i + 1]);
        }

        for (var step = 0; step < 800; step++)
        {
            Draw(256);
            discriminator.Learn(z);
        }

        Draw(20_000);
        tape.Forward();
        Assert.Equal(-0.5 * Math.Log(1 - correlation * correlation), ratio.Value.ToArray().Average(), 0.1);
    }

    [Fact]
    public void OptionsOutOfRangeAreRefused()
    {
        string Problem(IvaeOptions options) => Assert.Throws<ArgumentException>(options.Validate).Message;
        Assert.Contains("method.beta is -1", Problem(new() { Method = new BetaTcVaeMethod { Beta = -1 } }));
        Assert.Contains("method.layers is 0", Problem(new() { Method = new FactorVaeMethod { Layers = 0 } }));
        Assert.Contains("prior.shape.kind is Mixture", Problem(
            new() { Method = new IvaeMethod(), Prior = new() { Shape = new() { Kind = PriorShape.Mixture } } }));
        Assert.Contains("one for each latent, 3", Problem(new()
        {
            Method = new VaeMethod(),
            LatentDimension = 3,
            Prior = new() { Shape = new() { Kind = PriorShape.Anisotropic, Scales = [1, 2] } },
        }));
        foreach (var method in Method.All)
            new IvaeOptions { Method = method }.Validate();
        Assert.Equal(PosteriorCovariance.Diagonal,
            new IvaeOptions { Method = new BetaTcVaeMethod() }.Resolve(3).Method.Covariance);
        Assert.Equal(
            PosteriorCovariance.Full, new IvaeOptions { Method = new BetaVaeMethod() }.Resolve(3).Method.Covariance);
    }

    [Fact]
    public void ADiscriminatorIsSizedToItsLatentsAndLearnsFasterTheNarrowerItIs()
    {
        foreach (var (latents, width, rate) in new[] { (2, 64, 0.1 / 64), (5, 80, 0.00125), (100, 1000, 1e-4) })
        {
            var method = (FactorVaeMethod)new IvaeOptions { Method = new FactorVaeMethod(), LatentDimension = latents }
                .Resolve(100).Method;
            Assert.Equal((3, width), (method.Layers, method.Width));
            Assert.Equal(rate, method.LearningRate!.Value, 1e-12);
        }
    }

    [Fact]
    public void PublishedDefaults()
    {
        Assert.Equal(4, new BetaVaeMethod().Beta);
        Assert.Equal((1000, 25), (new CapacityVaeMethod().Gamma, new CapacityVaeMethod().Capacity));
        Assert.Equal((1, 6, 1), (new BetaTcVaeMethod().Alpha, new BetaTcVaeMethod().Beta, new BetaTcVaeMethod().Gamma));
        Assert.Equal((10, 100), (new DipVaeIMethod().OffDiagonal, new DipVaeIMethod().Diagonal));
        Assert.Equal((10, 10), (new DipVaeIIMethod().OffDiagonal, new DipVaeIIMethod().Diagonal));
        var weighted = new WeightedIvaeMethod();
        Assert.Equal((100, 1), (weighted.Reconstruction, weighted.MutualInformation));
        Assert.Equal((0, 10), (weighted.TotalCorrelation, weighted.DimensionWiseKl));
    }

    internal static WeightedIvaeMethod Weighted(double all, AggregateEstimator estimator) => new()
    {
        Reconstruction = all,
        MutualInformation = all,
        TotalCorrelation = all,
        DimensionWiseKl = all,
        Estimator = estimator,
    };

    internal static SmallModel Small(VaeFamilyMethod method, string auxiliary, int rows, PriorOptions? prior = null)
    {
        var covariance = new IvaeOptions { Method = method }.Resolve(3).Method.Covariance;
        var posterior = new PosteriorOptions { Covariance = covariance };
        var small = SmallModel.Options(prior ?? new PriorOptions(), posterior, new LikelihoodOptions());
        return new SmallModel(SmallModel.With(small, method), auxiliary, rows: rows);
    }

    /// <summary>
    /// How much the loss of a β-VAE with one posterior covariance for all rows changes when z is turned by .7.
    /// </summary>
    private static double ChangeByRotation(PriorOptions prior)
    {
        const int latents = 2;
        var model = Small(new BetaVaeMethod(), "none", 4, prior);
        var graph = (IvaeGraph<double>)model.Graph;
        Span<double> Of(string name) =>
            model.Network.Parameters.ValuesOf(model.Network.Parameters.All.Single(p => p.Name == name));
        Matrix<double> Read(string name, int rows, int columns) =>
            Matrix<double>.Build.DenseOfRowMajor(rows, columns, Of(name).ToArray());
        void Write(string name, Matrix<double> matrix) => matrix.ToRowMajorArray().CopyTo(Of(name));

        var head = Read("encoder.1.weight", 3, 5);
        head.ClearSubMatrix(0, 3, latents, 3); // a factor that no row moves
        Write("encoder.1.weight", head);
        graph.Tape.Forward();
        var before = graph.Loss.Value[0];

        var rotation = Matrix<double>.Build.DenseOfArray(
            new[,] { { Math.Cos(0.7), Math.Sin(0.7) }, { -Math.Sin(0.7), Math.Cos(0.7) } });
        var noiseLevel = model.Network.Likelihood.LogNoise(graph.Tape)!;
        graph.Tape.Forward();
        var logNoise = noiseLevel.Value[0];
        var bias = Of("encoder.1.bias");
        var (d0, d1, u) = (Math.Exp(bias[2] + logNoise), Math.Exp(bias[3] + logNoise), bias[4]);
        var factor = Matrix<double>.Build.DenseOfArray(new[,] { { d0, 0 }, { d1 * u, d1 } });
        var turned = (rotation.Transpose() * factor * factor.Transpose() * rotation).Cholesky().Factor;

        head.SetSubMatrix(0, 0, head.SubMatrix(0, 3, 0, latents) * rotation);
        Write("encoder.1.weight", head);
        Write("encoder.linear", Read("encoder.linear", 3, latents) * rotation);
        var mean = Vector<double>.Build.Dense([bias[0], bias[1]]) * rotation;
        double[] heads = [mean[0], mean[1], Math.Log(turned[0, 0]) - logNoise, Math.Log(turned[1, 1]) - logNoise,
            turned[1, 0] / turned[1, 1]];
        heads.CopyTo(bias);
        Write("decoder.0.weight", rotation.Transpose() * Read("decoder.0.weight", latents, 3));
        Write("decoder.linear", rotation.Transpose() * Read("decoder.linear", latents, 3));
        var noise = Matrix<double>.Build.DenseOfRowMajor(4, latents, graph.Noise.Value.ToArray());
        var same = turned.Inverse() * rotation.Transpose() * factor * noise.Transpose(); // the same draws, turned
        same.Transpose().ToRowMajorArray().CopyTo(graph.Noise.Value);
        graph.Tape.Forward();
        return graph.Loss.Value[0] - before;
    }

    private static void Same(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, string what)
    {
        for (var i = 0; i < expected.Length; i++)
            Assert.True(
                Math.Abs(expected[i] - actual[i]) < 1e-10, $"{what}, row {i}: {expected[i]:R} and {actual[i]:R}");
    }
}
