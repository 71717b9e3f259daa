using Ivae.Distributions;
using Ivae.Numerics;
using Ivae.Simulation;

namespace Ivae.Test.Simulation;

public class MixingTest
{
    public static TheoryData<MixingActivation, int, int, bool> Shapes => new()
    {
        { MixingActivation.Xtanh, 1, 1, false },
        { MixingActivation.Xtanh, 3, 3, false },
        { MixingActivation.Xtanh, 3, 3, true },
        { MixingActivation.LeakyRelu, 2, 5, false },
        { MixingActivation.Sigmoid, 3, 4, false },
        { MixingActivation.None, 2, 2, false },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void JacobianAgreesWithDifferences(MixingActivation activation, int n, int d, bool staircase)
    {
        var mixing =
            Draw(new SimulationOptions { Latent = n, Observed = d, Activation = activation, Staircase = staircase });
        var random = new RandomStream(2);
        for (var trial = 0; trial < 20; trial++)
        {
            var s = Enumerable.Range(0, n).Select(_ => 2 * random.NextNormal()).ToArray();
            var jacobian = mixing.Jacobian(s);
            for (var j = 0; j < n; j++)
            {
                const double step = 1e-6;
                var (above, below, up, down) = ((double[])s.Clone(), (double[])s.Clone(), new double[d], new double[d]);
                above[j] += step;
                below[j] -= step;
                mixing.Evaluate(above, up);
                mixing.Evaluate(below, down);
                for (var i = 0; i < d; i++)
                    Assert.Equal((up[i] - down[i]) / (2 * step), jacobian[i, j], 1e-7);
            }
        }
    }

    [Fact]
    public void VolumeIsTheGramDeterminant()
    {
        // J = [[3, 0], [4, 2], [0, 1]]: JᵀJ = [[25, 8], [8, 5]], determinant 61.
        var mixing = new Mixing([new Matrix(2, 3, [3, 4, 0, 0, 2, 1])], MixingActivation.None);
        Assert.Equal(0.5 * Math.Log(61), mixing.LogVolume([0.3, -2]), 1e-12);
        Assert.Equal(4, mixing.Jacobian([0.3, -2])[1, 0]);
    }

    /// <summary>
    /// The density of x integrates to 1 and matches a histogram of x: in one dimension nothing but the change of
    /// variables is involved.
    /// </summary>
    [Theory]
    [InlineData("gaussian")]
    [InlineData("laplace")]
    [InlineData("hyperbolic_secant")]
    public void TrueLikelihoodIsADensityOfTheObservations(string family)
    {
        var data = Simulator.Generate(
            new SimulationOptions
            {
                Segments = 1,
                RowsPerSegment = 200_000,
                Latent = 1,
                Observed = 1,
                Source = PriorFamily.Named(family),
                ModulateMean = true,
                MeanLow = 0.2,
                MeanHigh = 0.4,
            },
            1);
        var logLikelihood = data.TrueLogLikelihood();
        var points = Enumerable.Range(0, data.Observed.Rows)
            .Select(row => (X: data.Observed[row, 0], Density: Math.Exp(logLikelihood[row]))).OrderBy(point => point.X)
            .ToArray();
        double integral = 0, worst = 0;
        for (var i = 1; i < points.Length; i++)
        {
            integral += ((double)points[i].X - points[i - 1].X) * (points[i].Density + points[i - 1].Density) / 2;
            worst = Math.Max(worst, Math.Abs(integral - (double)i / points.Length));
        }

        // The largest gap of the two distribution functions is below 1.95/√N with probability .999 (Kolmogorov).
        Assert.Equal(1, integral, 1e-3);
        Assert.True(worst < 1.95 / Math.Sqrt(points.Length), $"{worst}");
    }

    [Fact]
    public void TrueLikelihoodOfALinearMixingIsTheKnownNormal()
    {
        var data = Simulator.Generate(
            new SimulationOptions
            {
                Segments = 3,
                RowsPerSegment = 4,
                Latent = 2,
                Observed = 2,
                MixingLayers = 1,
                ModulateMean = true,
                ConditionDraws = 50,
            }, 5);
        var (w, logLikelihood) = (data.Mixing.Matrices[0], data.TrueLogLikelihood());
        for (var row = 0; row < 12; row++)
        {
            // Covariance Wᵀ diag(σ²) W and mean μ W of a row vector x = s W.
            int u = data.Segment[row];
            double c00 = 0, c01 = 0, c11 = 0, x0 = data.Observed[row, 0], x1 = data.Observed[row, 1];
            for (var i = 0; i < 2; i++)
            {
                double variance = Math.Pow(data.StandardDeviations[u, i], 2);
                c00 += w[i, 0] * variance * w[i, 0];
                c01 += w[i, 0] * variance * w[i, 1];
                c11 += w[i, 1] * variance * w[i, 1];
                x0 -= data.Means[u, i] * w[i, 0];
                x1 -= data.Means[u, i] * w[i, 1];
            }

            var determinant = c00 * c11 - c01 * c01;
            var expected = -Math.Log(2 * Math.PI) - 0.5 * Math.Log(determinant)
                - 0.5 * (c11 * x0 * x0 - 2 * c01 * x0 * x1 + c00 * x1 * x1) / determinant;
            Assert.Equal(expected, logLikelihood[row], 1e-5);
        }
    }

    [Fact]
    public void NoClosedFormIsSaid()
    {
        var options =
            new SimulationOptions { Segments = 1, RowsPerSegment = 1, Latent = 1, Observed = 1, ConditionDraws = 1 };
        Assert.Throws<InvalidOperationException>(() =>
            Simulator.Generate(options with { NoiseVariance = 1 }, 1).TrueLogLikelihood());
        Assert.Throws<InvalidOperationException>(() =>
            Simulator.Generate(options with { Observation = ObservationModel.Bernoulli }, 1).TrueLogLikelihood());
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(2, 4)]
    public void UniformMatricesPassTheConditionRule(int n, int d)
    {
        var options = new SimulationOptions { Latent = n, Observed = d, MixingLayers = 1, ConditionDraws = 1000 };
        var acceptable = MixingMatrices.AcceptableConditionNumber(n, options, new RandomStream(1));
        var (worst, tolerance) = (0.0, 1.15);
        for (var seed = 0ul; seed < 20; seed++)
        {
            var w = MixingMatrices.Draw(options, new RandomStream(seed))[0];
            worst = Math.Max(worst, MixingMatrices.ConditionNumber(w));
            for (var column = 0; column < d; column++)
                Assert.Equal(1, w.Column(column).Sum(v => (double)v * v), 1e-5);
        }

        Assert.InRange(worst, acceptable / 2, acceptable * tolerance);
    }

    [Fact]
    public void OrthogonalMatricesHaveOrthonormalRows()
    {
        var w = MixingMatrices.Draw(
            new SimulationOptions { Latent = 3, Observed = 5, Matrix = MixingMatrixKind.Orthogonal },
            new RandomStream(1))[0];
        for (var i = 0; i < 3; i++)
            for (var j = 0; j < 3; j++)
                Assert.Equal(
                    i == j ? 1 : 0, w.Row(i).ToArray().Zip(w.Row(j).ToArray(), (a, b) => (double)a * b).Sum(), 1e-6);
    }

    [Fact]
    public void LayersThatDoNotFitAreRefused()
    {
        Assert.Throws<ArgumentException>(() => new Mixing([], MixingActivation.None));
        Assert.Throws<ArgumentException>(() => new Mixing([new Matrix(2, 3), new Matrix(2, 2)], MixingActivation.None));
        Assert.Throws<ArgumentException>(() => new Mixing([new Matrix(2, 3)], MixingActivation.None).Jacobian([1]));
    }

    private static Mixing Draw(SimulationOptions options)
        => new(MixingMatrices.Draw(options with { ConditionDraws = 100, RepeatMatrix = false }, new RandomStream(1)),
            options.Activation, options.Staircase);
}
