using Ivae.Autodiff;
using Ivae.Distributions;
using Ivae.Methods;
using Ivae.Networks;
using Ivae.Numerics;
using Ivae.Test.Autodiff;
using Ivae.Test.Distributions;
using Ivae.Test.Networks.Invertible;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Ivae.Test.Methods;

public class FlowTest
{
    private const double Step = 1e-5;

    private static readonly PosteriorOptions Encoder = new() { Covariance = PosteriorCovariance.None };
    private static readonly LikelihoodOptions Decoder = new() { Noise = NoiseVariance.Fixed };
    private static readonly IvaeOptions Small = SmallModel.Options(new PriorOptions(), Encoder, Decoder);
    private static readonly IvaeOptions Options = SmallModel.With(Small, new FlowMethod());

    public static TheoryData<Activation> Activations => [.. Enum.GetValues<Activation>()];

    /// <summary>The derivatives that are carried through encoder and decoder are those of their values.</summary>
    [Theory]
    [MemberData(nameof(Activations))]
    public void TangentsAreTheDifferencesOfTheValues(Activation activation)
    {
        foreach (var linear in new[] { true, false })
        {
            var network = new NetworkOptions { HiddenWidths = [4, 3], Activation = activation };
            var options = Options with
            {
                Method = new FlowMethod { FreeFormEncoder = network },
                Likelihood = Decoder with { Network = network },
            };
            var start = linear
                ? new LinearStart([1, 2, 3, -1, 0.5, 0, 0.2, -2, 1], [1, 2, 3, -1, 0.5, 0, 0.2, -2, 1])
                : LinearStart.None;
            var model = new IvaeNetwork<double>(options, 3, 3, new ContextShape(0, []), start, new RandomStream(2));
            Check(model.Posterior!.WithJacobian);
            Check(z => model.Likelihood.DecodeWithTangents(z, z.Tape.Record(new IdentityTangent<double>(z))));
        }

        static void Check(Func<Variable<double>, (Variable<double> Value, Variable<double> Jacobian)> map)
        {
            var sketch = new Sketch();
            var x = sketch.Data(2, 3);
            var (value, jacobian) = map(x);
            sketch.Tape.Forward();
            var tangents = jacobian.Value.ToArray();
            for (var row = 0; row < 2; row++)
                for (var k = 0; k < 3; k++)
                {
                    double[] At(double shift)
                    {
                        x.Value[row * 3 + k] += shift;
                        sketch.Tape.Forward();
                        double[] moved = [.. value.Value.Slice(row * 3, 3)];
                        x.Value[row * 3 + k] -= shift;
                        return moved;
                    }

                    var (up, down) = (At(Step), At(-Step));
                    for (var j = 0; j < 3; j++)
                        Assert.Equal((up[j] - down[j]) / (2 * Step), tangents[(row * 3 + k) * 3 + j], 1e-8);
                }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void DeterminantsAreThoseOfLinearAlgebra(int n)
    {
        var sketch = new Sketch();
        var jacobian = sketch.Data(3 * n, n);
        var determinant = sketch.Tape.Record(new LogAbsDeterminant<double>(jacobian));
        sketch.Tape.Forward();
        for (var b = 0; b < 3; b++)
        {
            var j = Matrix<double>.Build.DenseOfRowMajor(n, n, jacobian.Value.Slice(b * n * n, n * n).ToArray());
            Assert.Equal(Math.Log(Math.Abs(j.Determinant())), determinant.Value[b], 1e-9);
        }
    }

    /// <summary>
    /// Over all signs of v the mean of the estimated gradient is the exact one where f inverts g; held-out rows are
    /// judged by the determinant itself.
    /// </summary>
    [Fact]
    public void TheEstimatedGradientIsRightInExpectation()
    {
        var model = new SmallModel(
            Options with { Method = (FlowMethod)Options.Method with { ExactJacobian = false } }, "one", 3, 3, 1);
        var parameters = model.Network.Parameters;
        var map = Matrix<double>.Build.DenseOfArray(new[,] { { 1, 2, 0.5 }, { -1, 0.3, 0 }, { 0.2, -2, 1 } });
        foreach (var parameter in parameters.All)
        {
            var values = parameters.ValuesOf(parameter);
            if (parameter.Name is "encoder.linear" or "decoder.linear")
                (parameter.Name == "encoder.linear" ? map : map.Inverse()).ToRowMajorArray().CopyTo(values);
            else if (parameter.Name is "encoder.1.weight" or "decoder.1.weight" or "decoder.1.bias" or "encoder.1.bias")
                values.Clear(); // the networks are 0, their gradients are not
        }

        var (estimated, exact) = ((FlowGraph<double>)model.Graph, new FlowGraph<double>(
            model.Network, (FlowMethod)model.Network.Method, training: true));
        var mean = new double[parameters.Values.Length];
        model.Load(1);
        for (var signs = 0; signs < 8; signs++)
        {
            for (var i = 0; i < 3; i++)
                estimated.Signs!.Value[i] = (signs >> i & 1) == 0 ? 1 : -1;
            estimated.Tape.Forward();
            estimated.Tape.Backward(estimated.Loss);
            for (var i = 0; i < mean.Length; i++)
                mean[i] += parameters.Gradients[i] / 8;
        }

        exact.Load(model.Data, [0], new RandomStream(77));
        exact.Tape.Forward();
        exact.Tape.Backward(exact.Loss);
        for (var i = 0; i < mean.Length; i++)
            Assert.Equal(parameters.Gradients[i], mean[i], 1e-9);

        estimated.ValidationGraph.Load(model.Data, [0], new RandomStream(77));
        estimated.ValidationGraph.Tape.Forward();
        Assert.Equal(exact.ValidationScore.Value[0], estimated.ValidationGraph.ValidationScore.Value[0]);
    }

    /// <summary>p(x | u) = p(g(x) | u)·|g′(x)| of a rising encoder g from the line onto the line.</summary>
    [Fact]
    public void TheDensityOfAFlowIntegratesToOne()
    {
        var model = new SmallModel(Options, "single level", 1, 1, 1);
        foreach (var parameter in model.Network.Parameters.All.Where(p =>
            p.Name.StartsWith("encoder", StringComparison.Ordinal)))
            foreach (ref var value in model.Network.Parameters.ValuesOf(parameter))
                value = 0.2 + Math.Abs(value);
        double Density(double x)
        {
            model.Graph.Observed.Value[0] = x;
            model.Graph.Tape.Forward();
            return Math.Exp(model.Graph.Bound.Value[0]);
        }

        Assert.Equal(1, Integrate.GaussKronrod(Density, double.NegativeInfinity, double.PositiveInfinity, 1e-9), 1e-7);
    }

    /// <summary>With fewer latents than columns: p(x | u) = p(z | u)·p(v | z)·|det|, over the plane.</summary>
    [Fact]
    public void WithARemainderItDoesSoToo()
    {
        var model = new SmallModel(Wide(FlowLayers.Gaussianization), "single level", 2, 1, 1);
        var graph = ModelGraph<double>.Of(model.Network);
        graph.Load(model.Data, [0], new RandomStream(1));
        double Density(double x, double y)
        {
            (graph.Observed.Value[0], graph.Observed.Value[1]) = (x, y);
            graph.Tape.Forward();
            return Math.Exp(graph.Bound.Value[0]);
        }

        const double Reach = 40; // the density falls off long before
        const double Width = 0.1;
        var sum = 0.0;
        for (var x = -Reach; x < Reach; x += Width)
            for (var y = -Reach; y < Reach; y += Width)
                sum += Density(x, y) * Width * Width;
        Assert.Equal(1, sum, 1e-6);
    }

    /// <summary>
    /// f(z) lies at v = m(z), where the encoder finds z again, and its Jacobian is that of its values.
    /// </summary>
    [Fact]
    public void DecodingStaysAtTheMeanOfTheRemainder()
    {
        var network = new SmallModel(Wide(FlowLayers.Gaussianization), "one", 4, 2).Network;
        var sketch = new Sketch();
        var z = sketch.Data(3, 2);
        var (decoded, jacobian) = network.DecodeWithJacobian(z);
        var back = network.Encode(decoded);
        sketch.Tape.Forward();
        var tangents = jacobian.Value.ToArray();
        for (var i = 0; i < z.Length; i++)
            Assert.Equal(z.Value[i], back.Value[i], 1e-9);
        for (var row = 0; row < 3; row++)
            for (var i = 0; i < 2; i++)
            {
                double[] At(double shift)
                {
                    z.Value[row * 2 + i] += shift;
                    sketch.Tape.Forward();
                    z.Value[row * 2 + i] -= shift;
                    return [.. decoded.Value.Slice(row * 4, 4)];
                }

                var (up, down) = (At(Step), At(-Step));
                for (var k = 0; k < 4; k++)
                    Assert.Equal((up[k] - down[k]) / (2 * Step), tangents[(row * 4 + i) * 4 + k], 1e-6);
            }
    }

    /// <summary>
    /// Draws of p(v | z) are scored with the density they come from: what is left of E[log p] is minus the entropy, and
    /// E[v] is m.
    /// </summary>
    [Fact]
    public void DrawsOfTheRemainderHaveItsDensity()
    {
        const int draws = 200_000;
        var parameters = new ParameterSet<double>();
        var remainder = new ComplementDensity<double>(
            parameters, 1, 2, new NetworkOptions { HiddenWidths = [3] }, rate: 1, new RandomStream(1));
        foreach (ref var value in parameters.Values.AsSpan())
            value += 0.4;
        var sketch = new Sketch();
        var (z, noise) = (sketch.Data(draws, 1), sketch.Data(draws, 2));
        z.Value.Fill(0.7);
        new RandomStream(2).FillNormal(noise.Value);
        var (v, mean) = (remainder.Sample(z, noise), remainder.Mean(z));
        var density = remainder.LogDensity(v, z);
        var atMean = remainder.LogDensity(mean, z);
        sketch.Tape.Forward();
        for (var column = 0; column < 2; column++)
            MonteCarlo.MeanIs(
                mean.Value[column], [.. Enumerable.Range(0, draws).Select(row => v.Value[2 * row + column])], "mean");
        MonteCarlo.MeanIs(atMean.Value[0] - 1, density.Value.ToArray(),
            "E[log p], which is that at the mean less half a nat a column");
    }

    private static IvaeOptions Wide(FlowLayers kind) => SmallModel.With(Small, FlowExample.Options(kind));
}
