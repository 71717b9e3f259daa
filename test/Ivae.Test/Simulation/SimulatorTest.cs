using Ivae.Distributions;
using Ivae.Numerics;
using Ivae.Simulation;

namespace Ivae.Test.Simulation;

public class SimulatorTest
{
    private static readonly SimulationOptions Small =
        SimulationPresets.Paper with { Segments = 4, Latent = 3, Observed = 3, ConditionDraws = 100 };

    [Theory]
    [InlineData("gaussian", 3)]
    [InlineData("laplace", 6)]
    [InlineData("hyperbolic_secant", 5)]
    public void SegmentsHaveTheirMoments(string family, double kurtosis)
    {
        const int rows = 20_000;
        var source = PriorFamily.Named(family);
        var data = Simulator.Generate(Small with { RowsPerSegment = rows, Source = source, ModulateMean = true }, 1);
        for (var segment = 0; segment < 4; segment++)
            for (var i = 0; i < 3; i++)
            {
                var e = Enumerable.Range(segment * rows, rows)
                    .Select(row =>
                        ((double)data.Sources[row, i] - data.Means[segment, i]) / data.StandardDeviations[segment, i])
                    .ToArray();
                Assert.Equal(0, e.Average(), 5 / Math.Sqrt(rows));
                Assert.Equal(1, e.Average(v => v * v), 5 * Math.Sqrt((kurtosis - 1) / rows));
                Assert.Equal(kurtosis, e.Average(v => v * v * v * v), family == "gaussian" ? 0.5 : 2.0);
            }
    }

    [Fact]
    public void APinwheelIsOneArmTurnedIntoFour()
    {
        const int rows = 20_000;
        var data =
            Simulator.Generate(SimulationPresets.All["pinwheel"] with { RowsPerSegment = rows, MixingLayers = 1 }, 1);
        Assert.Equal((4 * rows, 2), (data.Sources.Rows, data.Sources.Columns));

        // Turning keeps lengths: the mean of a² + b² is 1 + .1² + .3², and of its square (6 + …) by the moments of a
        // normal: E a⁴ = 1 + 6·.01 + 3·.0001.
        var squares = Enumerable.Range(0, 4 * rows)
            .Select(row => Math.Pow(data.Sources[row, 0], 2) + Math.Pow(data.Sources[row, 1], 2)).ToArray();
        Distributions.MonteCarlo.MeanIs(1 + 0.01 + 0.09, squares, "squared radius");
        Distributions.MonteCarlo.MeanIs(
            1 + 0.06 + 0.0003 + 2 * 1.01 * 0.09 + 3 * 0.0081, [.. squares.Select(r => r * r)], "its square");

        // A quarter turn takes an arm to the next; seen through an orthogonal matrix, lengths stay.
        for (var arm = 0; arm < 4; arm++)
        {
            var next = (arm + 1) % 4;
            Assert.Equal(data.Means[arm, 0], data.Means[next, 1], 0.02);
            Assert.Equal(-data.Means[arm, 1], data.Means[next, 0], 0.02);
            Assert.Equal(data.StandardDeviations[arm, 0], data.StandardDeviations[next, 1], 0.02);
        }

        for (var row = 0; row < 4 * rows; row += 777)
            Assert.Equal(squares[row], Math.Pow(data.Observed[row, 0], 2) + Math.Pow(data.Observed[row, 1], 2), 1e-4);
        Assert.Throws<InvalidOperationException>(data.TrueLogLikelihood);
        Assert.Null(data.ToDataset().TrueLogLikelihood);
        Assert.Empty(data.SufficientStatistics);
        Assert.Contains("Pinwheel has 2 sources", Assert.Throws<ArgumentException>(() =>
            Simulator.Generate(SimulationPresets.Paper with { Pinwheel = true }, 1)).Message);
    }

    [Theory]
    [InlineData(ScaleMeaning.StandardDeviation, 0.5, 3.0)]
    [InlineData(ScaleMeaning.Variance, 0.70710678, 1.7320508)]
    public void BoundsMeanWhatTheirNameSays(ScaleMeaning meaning, double low, double high)
    {
        var deviations = Simulator.Generate(
            Small with { Segments = 3000, RowsPerSegment = 1, Scale = meaning }, 1).StandardDeviations.Values;
        Assert.InRange(deviations.Min(), low - 1e-6, low + 0.01);
        Assert.InRange(deviations.Max(), high - 0.01, high + 1e-6);
        var quantity = meaning == ScaleMeaning.Variance
            ? deviations.Average(v => (double)v * v)
            : deviations.Average(v => (double)v);
        Assert.Equal(1.75, quantity, 0.04);
    }

    [Fact]
    public void OnlyWhatIsAskedForMoves()
    {
        var data = Simulator.Generate(
            Small with { RowsPerSegment = 1, Segments = 50, ModulateScale = false, ModulateMean = true }, 1);
        Assert.All(data.StandardDeviations.Values, value => Assert.Equal(1, value));
        Assert.All(data.Means.Values, value => Assert.InRange(value, -5, 5));
        Assert.True(data.Means.Values.Distinct().Count() > 100);
        Assert.All(Simulator.Generate(Small with { RowsPerSegment = 1 }, 1).Means.Values,
            value => Assert.Equal(0, value));
    }

    [Fact]
    public void StaircaseShowsItsLastSource()
    {
        var data = Simulator.Generate(
            SimulationPresets.All["staircase"] with { RowsPerSegment = 20, ConditionDraws = 100 }, 3);
        for (var row = 0; row < data.Sources.Rows; row++)
            Assert.Equal(data.Sources[row, 1], data.Observed[row, 1]);
        Assert.All(data.Means.Column(0), mean => Assert.Equal(0, mean));
        Assert.Equal(Enumerable.Range(1, 40).Select(step => 2f * step), data.Means.Column(1).Order());
        Assert.NotEqual(Enumerable.Range(1, 40).Select(step => 2f * step), data.Means.Column(1));

        // x₁ depends on both sources, and on z₁ with one sign throughout: the mixing is injective.
        var slopes = Enumerable.Range(0, data.Sources.Rows)
            .Select(row => data.Mixing.Jacobian([data.Sources[row, 0], data.Sources[row, 1]])).ToArray();
        Assert.Single(slopes.Select(jacobian => Math.Sign(jacobian[0, 0])).Distinct());
        Assert.All(slopes, jacobian => Assert.NotEqual(0, jacobian[0, 1]));
        Assert.All(slopes, jacobian => Assert.Equal((0, 1), (jacobian[1, 0], jacobian[1, 1])));
    }

    [Fact]
    public void ObservationsAreTheMixingOfTheSources()
    {
        var data = Simulator.Generate(Small with { RowsPerSegment = 10, Observed = 7 }, 1);
        Assert.Equal([(3, 7), (7, 7), (7, 7)], data.Mixing.Matrices.Select(w => (w.Rows, w.Columns)));
        Assert.Same(data.Mixing.Matrices[1], data.Mixing.Matrices[2]);
        var x = new double[7];
        for (var row = 0; row < data.Sources.Rows; row++)
        {
            data.Mixing.Evaluate(Array.ConvertAll(data.Sources.Row(row).ToArray(), value => (double)value), x);
            Assert.Equal(Array.ConvertAll(x, value => (float)value), data.Observed.Row(row).ToArray());
        }
    }

    [Fact]
    public void NoiseHasItsVariance()
    {
        var quiet = Simulator.Generate(Small with { RowsPerSegment = 5000 }, 1);
        var noisy = Simulator.Generate(Small with { RowsPerSegment = 5000, NoiseVariance = 0.01 }, 1);
        Assert.Equal(quiet.Sources.Values, noisy.Sources.Values);
        Assert.Equal(
            0.01, quiet.Observed.Values.Zip(noisy.Observed.Values, (a, b) => Math.Pow(a - b, 2)).Average(), 0.0005);
    }

    [Fact]
    public void DiscreteObservationsHaveTheirMean()
    {
        var options = Small with { RowsPerSegment = 10_000 };
        var f = Simulator.Generate(options, 1).Observed.Values;
        var binary = Simulator.Generate(options with { Observation = ObservationModel.Bernoulli }, 1).Observed.Values;
        var softplus =
            Simulator.Generate(options with { Observation = ObservationModel.PoissonSoftplus }, 1).Observed.Values;
        var exponential =
            Simulator.Generate(options with { Observation = ObservationModel.PoissonExponential }, 1).Observed.Values;
        var bounded =
            Simulator.Generate(options with { Observation = ObservationModel.PoissonBounded }, 1).Observed.Values;
        Assert.Equal(f.Average(v => Math.Exp(2.2 * Math.Tanh(v))), bounded.Average(), 0.06);
        Assert.All(binary, value => Assert.True(value is 0 or 1));
        Assert.Equal(f.Average(v => 1 / (1 + Math.Exp(-v))), binary.Average(), 0.01);
        Assert.Equal(f.Average(v => Math.Log(1 + Math.Exp(v))), softplus.Average(), 0.02);
        Assert.Equal(f.Average(v => Math.Exp(v)), exponential.Average(), 0.05);
    }

    [Fact]
    public void PoissonCountsHaveTheirLaw()
    {
        var random = new RandomStream(1);
        foreach (var rate in new[] { 0, 0.3, 4, 9.9, 10, 35, 1e4 })
        {
            var counts = Enumerable.Range(0, 50_000).Select(_ => CountSampler.Poisson(rate, random)).ToArray();
            var error = Math.Sqrt(rate / counts.Length);
            Assert.Equal(rate, counts.Average(), 5 * error + 1e-12);
            Assert.Equal(rate, counts.Average(k => (k - rate) * (k - rate)),
                5 * Math.Sqrt((rate + 2 * rate * rate) / counts.Length) + 1e-12);
        }

        // P(K = 12 | rate 12) = .114368
        Assert.Equal(0.114368,
            Enumerable.Range(0, 200_000).Count(_ => CountSampler.Poisson(12, random) == 12) / 200_000.0, 0.004);
    }

    [Fact]
    public void SeedsDecideEverythingAndRunsAreIndependent()
    {
        var options = Small with { RowsPerSegment = 50, NoiseVariance = 0.1, ModulateMean = true };
        var first = Simulator.Generate(options, 1);
        var second = Simulator.Generate(options, 2);
        var again = Simulator.Generate(options, 1);
        Assert.Equal(first.NamedArrays().SelectMany(pair => pair.Value.Values),
            again.NamedArrays().SelectMany(pair => pair.Value.Values));
        Assert.NotEqual(first.Sources.Values, second.Sources.Values);
        Assert.NotEqual(first.Means.Values, second.Means.Values);
        Assert.NotEqual(first.Mixing.Matrices[0].Values, second.Mixing.Matrices[0].Values);
    }

    [Fact]
    public void MoreRowsLeaveTheOthersAsTheyWere()
    {
        var (few, many) = (Simulator.Generate(Small with { RowsPerSegment = 5 }, 1), Simulator.Generate(
            Small with { RowsPerSegment = 8 }, 1));
        for (var segment = 0; segment < 4; segment++)
            Assert.Equal(few.Observed.Row(segment * 5 + 4).ToArray(), many.Observed.Row(segment * 8 + 4).ToArray());
    }

    [Fact]
    public void ContinuousAuxiliaryMovesEverySourceInItsOwnWay()
    {
        var data =
            Simulator.Generate(Small with { ContinuousAuxiliary = true, ModulateMean = true, RowsPerSegment = 500 }, 1);
        Assert.All(data.ContinuousAuxiliary!.Values, u => Assert.InRange(u, 0, 2 * MathF.PI));
        Assert.All(data.Means.Values, mean => Assert.InRange(mean, -5, 5));
        Assert.All(data.StandardDeviations.Values, deviation => Assert.InRange(deviation, 0.5f, 3));
        var correlations = Ivae.Numerics.Correlation.Pearson(data.Means, data.Means);
        Assert.All([correlations[0, 1], correlations[0, 2], correlations[1, 2]], r => Assert.Equal(0, r, 0.1));
        var dataset = data.ToDataset();
        Assert.Equal(1, dataset.Auxiliary.Numeric.Columns);
        Assert.Empty(dataset.Auxiliary.Categorical);
        Assert.True(data.TrueLogLikelihood().All(double.IsFinite));
    }

    /// <summary>
    /// The simulations of Zhou and Wei 2020: 5 classes with U(−5, 5) and U(.5, 3), and the curve (u, 2 sin u) of width
    /// .6.
    /// </summary>
    [Fact]
    public void PiVaeHasItsTwoSimulations()
    {
        var discrete = Simulator.Generate(SimulationPresets.All["pi-vae-discrete"] with { RowsPerSegment = 20 }, 1);
        Assert.Equal((100, 5, 2), (discrete.Observed.Columns, discrete.Means.Rows, discrete.Means.Columns));
        Assert.All(discrete.Means.Values, mean => Assert.InRange(mean, -5, 5));
        Assert.All(discrete.StandardDeviations.Values, deviation => Assert.InRange(deviation * deviation, 0.5f, 3));
        Assert.Equal(["z^2", "z"], discrete.SufficientStatistics);

        var curve = SimulationPresets.All["pi-vae-continuous"];
        var continuous = Simulator.Generate(curve with { Observed = 2 }, 1);
        Assert.Equal((15_000, 2), (continuous.Sources.Rows, continuous.Sources.Columns));
        Assert.Equal(["z"], continuous.SufficientStatistics);
        for (var i = 0; i < 2; i++)
            Distributions.MonteCarlo.MeanIs(0.36, [.. Enumerable.Range(0, continuous.Sources.Rows).Select(row =>
                Math.Pow(continuous.Sources[row, i] - (i == 0 ? continuous.ContinuousAuxiliary![row, 0]
                    : 2 * Math.Sin(continuous.ContinuousAuxiliary![row, 0])), 2))], "variance");
        Assert.Contains("2 sources (not 3)",
            Assert.Throws<ArgumentException>(() => Simulator.Generate(curve with { Latent = 3 }, 1)).Message);
    }

    [Fact]
    public void ASingleSourceColumnAndSegmentWork()
    {
        var data = Simulator.Generate(
            new SimulationOptions { Segments = 1, RowsPerSegment = 1, Latent = 1, Observed = 1, ConditionDraws = 10 },
            1);
        Assert.Single(data.TrueLogLikelihood());
        Assert.Equal(1, data.ToDataset().Rows);
        Assert.Equal(["x", "u", "s", "m", "L", "lambda", "W1", "W2", "W3", "log_likelihood", "seed"],
            data.NamedArrays().Select(pair => pair.Key));
    }

    [Fact]
    public void TheFileHoldsWhatMadeIt()
    {
        var data = Simulator.Generate(Small with { RowsPerSegment = 2, ModulateMean = true }, 0xFEDC_BA98_7654_3210);
        var arrays = data.NamedArrays().ToDictionary(pair => pair.Key, pair => pair.Value);
        Assert.Equal([0x3210, 0x7654, 0xBA98, 0xFEDC], arrays["seed"].Values);
        Assert.Equal([0, 0, 0, 1], arrays["u"].Row(7).ToArray());
        Assert.Equal(["z^2", "z"], data.SufficientStatistics);

        // Half the precision with a minus sign, and mean times precision.
        double mean = data.Means[2, 1], deviation = data.StandardDeviations[2, 1];
        Assert.Equal(-0.5 / (deviation * deviation), arrays["lambda"][2, 1], 1e-6);
        Assert.Equal(mean / (deviation * deviation), arrays["lambda"][2, 4], 1e-5);
        var dataset = data.ToDataset();
        Assert.Equal(
            ("segment", 4), (dataset.Auxiliary.Categorical[0].Name, dataset.Auxiliary.Categorical[0].Levels.Count));
        Assert.Equal([0, 0, 1, 1, 2, 2, 3, 3], dataset.Auxiliary.Categorical[0].Codes);
        Assert.Equal(["x1", "x2", "x3"], dataset.ObservedNames);
    }

    [Fact]
    public void EveryPresetRuns()
    {
        Assert.All(SimulationPresets.All.Values, options => Assert.DoesNotContain(
            Simulator.Generate(options with { RowsPerSegment = 2, ConditionDraws = 20 }, 1).Observed.Values,
            value => !float.IsFinite(value)));
    }

    [Fact]
    public void WrongOptionsAreAllNamedAtOnce()
    {
        Assert.All(SimulationPresets.All.Values, options => Assert.Empty(options.Validate()));
        var wrong = new SimulationOptions
        {
            Segments = 0,
            Latent = 6,
            ScaleLow = 0,
            NoiseVariance = double.NaN,
            Staircase = true,
        };
        Assert.Equal(5, wrong.Validate().Count);
        var message = Assert.Throws<ArgumentException>(() => Simulator.Generate(wrong, 1)).Message;
        Assert.Contains("Segments is 0; give at least 1.", message);
        Assert.Contains("Observed is 5 with 6 sources", message);
        Assert.Contains("NoiseVariance is NaN", message);
        Assert.NotEmpty(
            (SimulationPresets.Paper with { Observation = ObservationModel.Bernoulli, NoiseVariance = 1 }).Validate());
        Assert.NotEmpty((SimulationPresets.Paper with { Segments = 1_000_000, RowsPerSegment = 1_000_000 }).Validate());
    }
}
