using Ivae.Distributions;
using Ivae.Numerics;
using Ivae.Simulation.Neurons;

namespace Ivae.Test.Simulation.Neurons;

public class NeuronSimulatorTest
{
    [Fact]
    public void Latents_follow_the_position_with_its_means_and_variances()
    {
        var data = NeuronSimulator.Generate(new() { Rows = 40_000, Observed = 4, Blocks = 1 }, 1);
        var (first, second) = (new List<double>(), new List<double>());
        for (var row = 0; row < data.Sources.Rows; row++)
        {
            var u = (double)data.Auxiliary.Numeric[row, 0];
            Assert.InRange(u, 0, 2 * Math.PI);
            var width = 0.3 * Math.Abs(Math.Sin(u));
            first.Add((data.Sources[row, 0] - u) / Math.Sqrt(0.6 - width));
            second.Add((data.Sources[row, 1] - 2 * Math.Sin(u)) / Math.Sqrt(width));
        }

        foreach (var e in (List<double>[])[first, second])
        {
            Assert.Equal(0, e.Average(), 0.02);
            Assert.Equal(1, e.Average(value => value * value), 0.03);
        }
    }

    /// <summary>Rates lie between e^−2.2 and e^2.2; counts of few latents vary more than a Poisson.</summary>
    [Fact]
    public void Counts_are_whole_and_their_rates_bounded()
    {
        var data = NeuronSimulator.Generate(new() { Rows = 5000 }, 2);
        Assert.Equal((5000, 100), (data.Observed.Rows, data.Observed.Columns));
        Assert.All(data.Observed.Values, count => Assert.True(count >= 0 && count == MathF.Floor(count)));
        foreach (var column in Enumerable.Range(0, 100).Select(data.Observed.Column))
        {
            var (mean, deviation) = Moments.Of(column);
            Assert.InRange(mean, Math.Exp(-2.2) * 0.8, Math.Exp(2.2) * 1.1);
            Assert.True(deviation * deviation > 0.9 * mean);
        }
    }

    [Fact]
    public void It_is_fitted_by_a_model_of_counts()
    {
        var data = NeuronSimulator.Generate(new() { Rows = 1000, Observed = 20 }, 1).ToDataset();
        var fit = new IvaeEstimator(new()
        {
            LatentDimension = 2,
            Likelihood = new() { Family = LikelihoodFamily.Poisson },
            Training = new() { Epochs = 2 },
        }).Fit(data);
        Assert.Equal(2, fit.Model.Transform(data).Columns);
        Assert.Contains("Rows is 0", Assert.Throws<ArgumentException>(
            () => NeuronSimulator.Generate(new() { Rows = 0 }, 1)).Message);
    }
}
