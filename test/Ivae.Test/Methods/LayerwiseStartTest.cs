using Ivae.Data;
using Ivae.Methods;
using Ivae.Simulation.Mechanisms;

namespace Ivae.Test.Methods;

/// <summary>Flows that start from data made normal layer by layer.</summary>
public class LayerwiseStartTest
{
    [Theory]
    [InlineData(Scaling.Whiten)]
    [InlineData(Scaling.Standardise)]
    public void Coordinates_are_nearly_normal_before_training(Scaling scaling)
    {
        var data = InterventionSimulator.Generate(new() { Latent = 3, RowsPerEnvironment = 1500 }, 2).ToDataset();
        var start = Untrained(data, new FlowMethod { LayerwiseStart = true }, scaling);
        var usual = Untrained(data, new FlowMethod(), scaling);
        Assert.True(start > usual + 1, $"{start} and {usual} nats per row");
    }

    [Fact]
    public void It_needs_as_many_latents_as_columns_and_rising_maps()
    {
        var data = InterventionSimulator.Generate(new() { Latent = 3, RowsPerEnvironment = 10 }, 2).ToDataset();
        var options = new IvaeOptions { Method = new FlowMethod { LayerwiseStart = true }, LatentDimension = 2 };
        Assert.Contains("method.layerwise_start",
            Assert.Throws<ArgumentException>(() => new IvaeEstimator(options).Fit(data)).Message);
        var other = options with { Method = new FlowMethod { LayerwiseStart = true, Layers = FlowLayers.Spline } };
        Assert.Contains("method.layerwise_start", Assert.Throws<ArgumentException>(other.Validate).Message);
    }

    /// <summary>log p(x | u) of a flow after one step at a rate of next to nothing.</summary>
    private static double Untrained(Dataset data, FlowMethod method, Scaling scaling)
    {
        var fit = new IvaeEstimator(new IvaeOptions
        {
            Method = method,
            Preprocessing = new() { Scaling = scaling },
            Training = new() { Steps = 1, Restarts = 1, LearningRate = 1e-12, BatchSize = 4000 },
        }).Fit(data);
        return ((IvaeModel)fit.Model).Score(data, samples: 1, seed: 0).ImportanceWeighted.Average();
    }
}
