using Ivae.Distributions;
using Ivae.Methods;
using Ivae.Networks;
using Ivae.Numerics;
using Ivae.Test.Distributions;
using MathNet.Numerics.LinearAlgebra;

namespace Ivae.Test.Methods;

/// <summary>
/// The importance-weighted bound L_K = E[log 1/K Σ_k w_k] (Burda, Grosse and Salakhutdinov, ICLR 2016) on a linear
/// Gaussian model, whose likelihood N(x; Aμ, A·S·Aᵀ + σ²I) is known.
/// </summary>
public class ImportanceBoundTest
{
    private const int Observed = 3;
    private const int Latents = 2;
    private const double Noise = 0.25; // σ²

    private static readonly Matrix<double> Mixing =
        Matrix<double>.Build.DenseOfArray(new[,] { { 1.2, -0.4 }, { 0.5, 0.9 }, { -0.7, 0.3 } });
    private static readonly Vector<double> PriorMean = Vector<double>.Build.Dense([0.8, -0.5]);
    private static readonly Vector<double> PriorDeviation = Vector<double>.Build.Dense([1.4, 0.6]);
    private static readonly Vector<double> Row = Vector<double>.Build.Dense([(float)1.1, (float)-0.2, (float)0.4]);

    [Theory]
    [InlineData("full")]
    [InlineData("diagonal")]
    public void WithOneSampleItIsTheElbo(string covariance)
    {
        const int rows = 40_000;
        var posterior = new PosteriorOptions { Covariance = PosteriorCovariance.Named(covariance) };
        var options = SmallModel.Options(new PriorOptions(), posterior, new LikelihoodOptions());
        var model = new SmallModel(
            options, "one", rows: rows, record: network => ModelGraph<double>.Of(network, importance: true));
        model.Graph.Tape.Forward();
        // The same noise in both, so that only their difference is random: log p(z|u) − log q(z|x) against its closed
        // expectation.
        var difference =
            model.Graph.LogWeight.Value.ToArray().Zip(model.Graph.Bound.Value.ToArray(), (w, e) => w - e).ToArray();
        MonteCarlo.MeanIs(0, difference, "log weight − ELBO");
        Assert.Contains(difference, d => Math.Abs(d) > 0.1);
    }

    [Theory]
    [InlineData("full")]
    [InlineData("diagonal")]
    public void ItRisesWithTheNumberOfSamplesToTheLikelihood(string covariance)
    {
        var network = LinearModel(PosteriorCovariance.Named(covariance));
        var random = new RandomStream(9);
        foreach (var parameter in network.Parameters.All.Where(p => p.Name is "encoder.0.bias" or "encoder.linear"))
            foreach (ref var value in network.Parameters.ValuesOf(parameter))
                value = random.NextUniform(-0.3, 0.3); // some wrong posterior
        var weights = LogWeights(network, 400_000);
        var exact = LogLikelihood();
        var (last, error) = (double.NegativeInfinity, 0.0);
        foreach (var samples in new[] { 1, 4, 16, 64, 1000, 20_000 })
        {
            var bounds = weights.Chunk(samples).Select(LogMeanExp).ToArray();
            var bound = bounds.Average();
            error = Math.Sqrt(bounds.Average(b => (b - bound) * (b - bound)) / bounds.Length);
            Assert.True(bound > last, $"K = {samples}: {bound} is not above {last}");
            Assert.True(bound < exact + 5 * error, $"K = {samples}: {bound} is above {exact}");
            last = bound;
        }

        Assert.Equal(exact, last, 5 * error + 1e-3);
    }

    [Fact]
    public void WithTheExactPosteriorItIsTheLikelihoodForAnyNumberOfSamples()
    {
        var network = LinearModel(PosteriorCovariance.Full);
        var (gain, offset, covariance) = ExactPosterior();
        Set(network, "encoder.linear", gain.Transpose()); // row vectors: z = x·Gᵀ + offset
        // L = D·U with U unit lower triangular; the model's log diagonal is relative to log σ.
        var factor = covariance.Cholesky().Factor;
        var relative = Enumerable.Range(0, Latents).Select(i => Math.Log(factor[i, i]) - 0.5 * Math.Log(Noise));
        double[] bias = [.. offset, .. relative, factor[1, 0] / factor[1, 1]];
        Set(network, "encoder.0.bias", Matrix<double>.Build.Dense(1, bias.Length, bias));
        Assert.All(LogWeights(network, 50), w => Assert.Equal(LogLikelihood(), w, 1e-10));
        var graph = Run(new ImportanceWeightedGraph<double>(network, 5), 50);
        Assert.All(graph.ValidationScore.Value.ToArray(), bound => Assert.Equal(LogLikelihood(), bound, 1e-10));

        // The doubly reparameterised gradient is then 0 at every draw; that of the ELBO is so in the mean only.
        Assert.All(EncoderGradient(graph, network), slope => Assert.Equal(0, slope, 1e-10));
        Assert.Contains(
            EncoderGradient(Run(ModelGraph<double>.Of(network), 50), network), slope => Math.Abs(slope) > 0.01);
        Assert.Equal(LogLikelihood(), ElboAverage(network), 0.02); // the ELBO keeps the noise of log p(x|z)
    }

    [Theory]
    [InlineData("full")]
    [InlineData("diagonal")]
    public void ItsGradientOfTheEncoderIsThatOfTheBoundInTheMean(string covariance)
    {
        const int batches = 1000;
        const double step = 1e-4;
        var network = LinearModel(PosteriorCovariance.Named(covariance));
        var random = new RandomStream(9);
        double[] direction = [.. network.Parameters.Values.Select(_ => 0.0)];
        foreach (var parameter in network.Parameters.All.Where(p => p.Name is "encoder.0.bias" or "encoder.linear"))
            for (var i = parameter.Offset; i < parameter.Offset + parameter.Length; i++)
                (network.Parameters.Values[i], direction[i]) = (random.NextUniform(-0.3, 0.3), random.NextNormal());
        var graph = new ImportanceWeightedGraph<double>(network, 3);
        double[] origin = [.. network.Parameters.Values];
        var (slopes, differences) = (new double[batches], new double[batches]);
        for (var batch = 0; batch < batches; batch++)
        {
            Run(graph, 20, (ulong)batch);
            graph.Tape.Backward(graph.Loss);
            slopes[batch] = network.Parameters.Gradients.Zip(direction, (g, d) => g * d).Sum();
            differences[batch] = slopes[batch] - (At(step) - At(-step)) / (2 * step);
            At(0);
        }

        MonteCarlo.MeanIs(0, differences, "doubly reparameterised gradient − gradient");
        Assert.True(Math.Abs(slopes.Average()) > 0.1, $"{slopes.Average()}");

        double At(double distance)
        {
            for (var i = 0; i < origin.Length; i++)
                network.Parameters.Values[i] = origin[i] + distance * direction[i];
            graph.Tape.Forward();
            return graph.Loss.Value[0];
        }
    }

    private static double[] EncoderGradient(ModelGraph<double> graph, IvaeNetwork<double> network)
    {
        graph.Tape.Backward(graph.Loss);
        return [.. network.Parameters.All.Where(p => p.Name.StartsWith("encoder", StringComparison.Ordinal))
            .SelectMany(p => network.Parameters.Gradients.AsSpan(p.Offset, p.Length).ToArray())];
    }

    private static double ElboAverage(IvaeNetwork<double> network) =>
        Run(network, 100_000).Bound.Value.ToArray().Average();

    private static double[] LogWeights(IvaeNetwork<double> network, int draws) =>
        Run(network, draws).LogWeight.Value.ToArray();

    private static ModelGraph<double> Run(IvaeNetwork<double> network, int draws) =>
        Run(ModelGraph<double>.Of(network, importance: true), draws);

    private static ModelGraph<double> Run(ModelGraph<double> graph, int draws, ulong seed = 5)
    {
        var data = new ModelData(new Matrix(1, Observed, [.. Row.Select(v => (float)v)]), new Matrix(1, 0), [[0]]);
        graph.Load(data, new int[draws], new RandomStream(seed));
        graph.Tape.Forward();
        return graph;
    }

    private static double LogMeanExp(double[] values)
    {
        var largest = values.Max();
        return largest + Math.Log(values.Average(v => Math.Exp(v - largest)));
    }

    /// <summary>
    /// Decoder and encoder without hidden layers, their networks at zero: only linear maps, one level of u.
    /// </summary>
    private static IvaeNetwork<double> LinearModel(PosteriorCovariance covariance)
    {
        var none = new NetworkOptions { HiddenWidths = [] };
        var options = new IvaeOptions
        {
            Method = new IvaeMethod { Posterior = new() { Covariance = covariance, Network = none } },
            Likelihood = new LikelihoodOptions { Noise = NoiseVariance.Fixed, Variance = Noise, Network = none },
        };
        var start = new LinearStart(new double[Observed * Latents], [.. Mixing.ToColumnMajorArray()]); // Aᵀ, row-major
        var network =
            new IvaeNetwork<double>(options, Observed, Latents, new ContextShape(0, [1]), start, new RandomStream(1));
        foreach (var parameter in network.Parameters.All.Where(p =>
            p.Name.EndsWith(".weight", StringComparison.Ordinal)))
            network.Parameters.ValuesOf(parameter).Clear();
        double[] natural = [.. PriorMean, .. PriorDeviation.PointwiseLog()];
        Set(network, "prior.table", Matrix<double>.Build.Dense(1, natural.Length, natural));
        return network;
    }

    private static void Set(IvaeNetwork<double> network, string name, Matrix<double> value)
        =>
        value.ToRowMajorArray().CopyTo(network.Parameters.ValuesOf(network.Parameters.All.Single(p => p.Name == name)));

    private static Matrix<double> PriorCovariance() =>
        Matrix<double>.Build.DenseOfDiagonalVector(PriorDeviation.PointwisePower(2));

    /// <summary>Σ = (S⁻¹ + AᵀA/σ²)⁻¹; mean Σ·(S⁻¹μ + Aᵀx/σ²).</summary>
    private static (Matrix<double> Gain, Vector<double> Offset, Matrix<double> Covariance) ExactPosterior()
    {
        var precision = PriorCovariance().Inverse();
        var covariance = (precision + Mixing.TransposeThisAndMultiply(Mixing) / Noise).Inverse();
        return (covariance * Mixing.Transpose() / Noise, covariance * (precision * PriorMean), covariance);
    }

    private static double LogLikelihood()
    {
        var covariance =
            Mixing * PriorCovariance() * Mixing.Transpose() + Matrix<double>.Build.DenseIdentity(Observed) * Noise;
        var r = Row - Mixing * PriorMean;
        return -0.5 * (Observed * Math.Log(2 * Math.PI) + Math.Log(covariance.Determinant()) + r * covariance.Solve(r));
    }
}
