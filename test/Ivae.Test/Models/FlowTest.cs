using Ivae.Autodiff;
using Ivae.Distributions;
using Ivae.Models;
using Ivae.Networks;
using Ivae.Numerics;
using Ivae.Test.Autodiff;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Ivae.Test.Models;

public class FlowTest
{
    private const double Step = 1e-5;

    private static readonly PosteriorOptions Encoder = new() { Covariance = PosteriorCovariance.None };
    private static readonly LikelihoodOptions Decoder = new() { Noise = NoiseVariance.Fixed };
    private static readonly IvaeOptions Options = SmallModel.Options(new PriorOptions(), Encoder, Decoder) with { Method = "flow" };

    public static TheoryData<Activation> Activations => [.. Enum.GetValues<Activation>()];

    /// <summary>The derivatives that are carried through encoder and decoder are those of their values.</summary>
    [Theory]
    [MemberData(nameof(Activations))]
    public void TangentsAreTheDifferencesOfTheValues(Activation activation)
    {
        foreach (var linear in new[] { true, false })
        {
            var network = new NetworkOptions { HiddenWidths = [4, 3], Activation = activation };
            var options = Options with { Posterior = Encoder with { Network = network }, Likelihood = Decoder with { Network = network } };
            var start = linear ? new LinearStart([1, 2, 3, -1, 0.5, 0, 0.2, -2, 1], [1, 2, 3, -1, 0.5, 0, 0.2, -2, 1]) : LinearStart.None;
            var model = new IvaeNetwork<double>(options, 3, 3, new ContextShape(0, []), start, new RandomStream(2));
            Check(model.Posterior!.WithJacobian);
            Check(model.Likelihood.DecodeWithJacobian);
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

    /// <summary>With fewer latents than columns a chart stands between x and the flow; its objective at each α, number by number.</summary>
    [Fact]
    public void TheChartHasTheGradientOfItsError()
    {
        var model = new SmallModel(Options, "one");
        var axes = new PrincipalAxes([0.6, 0.8, 0, -0.8, 0.6, 0, 0, 0, 1], [0.1, 1, 3]);
        foreach (var power in new[] { 0, 0.5, 1 })
        {
            var graph = new ChartGraph<double>(model.Network, axes, power);
            graph.Load(model.Data, [0, 1, 2], new RandomStream(1));
            GradientCheck.EveryEntry(graph.Tape, model.Network.Parameters, graph.Loss, $"chart, power {power}", "chart.");
        }
    }

    /// <summary>New coordinates of a chart are an affine map of the old ones and leave x where it was.</summary>
    [Fact]
    public void AChangeOfCoordinatesMovesNoPoint()
    {
        var network = new SmallModel(Options, "one").Network;
        var sketch = new Sketch();
        var x = sketch.Data(4, 3);
        var (y, decoded) = (network.Chart!.Encode(x), network.Chart.Decode(network.Chart.Encode(x)));
        sketch.Tape.Forward();
        var (before, old) = (decoded.Value.ToArray(), y.Value.ToArray());
        network.Chart.ChangeCoordinates([0.5, -1], new LinearStart([2, 1, 0, 0.5], [0.5, -1, 0, 2]));
        sketch.Tape.Forward();
        for (var row = 0; row < 4; row++)
        {
            Assert.Equal(2 * (old[2 * row] - 0.5), y.Value[2 * row], 1e-12);
            Assert.Equal(old[2 * row] - 0.5 + 0.5 * (old[2 * row + 1] + 1), y.Value[2 * row + 1], 1e-12);
        }

        for (var i = 0; i < before.Length; i++)
            Assert.Equal(before[i], decoded.Value[i], 1e-12);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 4)]
    [InlineData(1, 3)]
    [InlineData(3, 5)]
    public void DeterminantsAndVolumesAreThoseOfLinearAlgebra(int n, int d)
    {
        var sketch = new Sketch();
        var (jacobian, ridge) = (sketch.Data(3 * n, d), sketch.Data(3, n).Activate(Activation.Softplus));
        var volume = sketch.Tape.Record(new LogVolume<double>(jacobian, ridge));
        var determinant = n == d ? sketch.Tape.Record(new LogAbsDeterminant<double>(jacobian)) : null;
        sketch.Tape.Forward();
        for (var b = 0; b < 3; b++)
        {
            var j = Matrix<double>.Build.DenseOfRowMajor(n, d, jacobian.Value.Slice(b * n * d, n * d).ToArray());
            var noise = Matrix<double>.Build.DenseOfDiagonalArray(ridge.Value.Slice(b * n, n).ToArray());
            Assert.Equal(0.5 * Math.Log((j * j.Transpose() + noise).Determinant()), volume.Value[b], 1e-9);
            if (determinant is not null)
                Assert.Equal(Math.Log(Math.Abs(j.Determinant())), determinant.Value[b], 1e-9);
        }
    }

    /// <summary>p(x | u) = p(g(x) | u)·|g′(x)| of a rising encoder g from the line onto the line.</summary>
    [Fact]
    public void TheDensityOfAFlowIntegratesToOne()
    {
        var model = new SmallModel(Options, "single level", 1, 1, 1);
        foreach (var parameter in model.Network.Parameters.All.Where(p => p.Name.StartsWith("encoder", StringComparison.Ordinal)))
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
}
