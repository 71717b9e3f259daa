using Ivae.Data;
using Ivae.Distributions;
using Ivae.Simulation;
using Ivae.Test.Data;

namespace Ivae.Test.Simulation;

public class TransitionSimulatorTest
{
    /// <summary>The density of one latent from its formula, back from x.</summary>
    [Fact]
    public void The_likelihood_is_that_of_the_process()
    {
        var data = TransitionSimulator.Generate(
            new() { Latent = 1, Observed = 1, MixingLayers = 1, Parents = 0, Sequences = 2, Length = 50 }, 3);
        var w = data.Weights[0][0][0, 0];
        var sign = Math.Sign(data.Observed[1, 0] * data.Sources[1, 0]);
        for (var row = 51; row < 100; row++)
        {
            var z = Back(sign * data.Observed[row, 0]);
            Assert.Equal(z, data.Sources[row, 0], 1e-5);
            var before = data.Sources[row - 1, 0];
            var e = (Back(z) - w * Math.Max(before, 0.2 * before)) / 0.1;
            var slopes = (z > 0 ? 0 : Math.Log(0.2)) * 2;
            var expected = PriorFamily.Gaussian.LogDensity(e) - Math.Log(0.1) - slopes;
            Assert.Equal(expected, data.LogLikelihood![row, 0], 1e-3);
        }

        static double Back(double value) => value > 0 ? value : value / 0.2;
    }

    [Fact]
    public void Structures_are_what_they_say()
    {
        static int Edges(TransitionOptions options) => TransitionSimulator
            .Generate(options with { Sequences = 3, Length = 10 }, 1).Graph!.Cast<bool>().Count(edge => edge);
        Assert.Equal(16, Edges(new()));
        Assert.Equal(0, Edges(new() { Structure = TransitionStructure.None }));
        Assert.Equal(0, Edges(new() { Shuffled = true }));
        Assert.Equal(8, Edges(new() { Structure = TransitionStructure.Independent }));
        Assert.Equal(64, Edges(new() { Structure = TransitionStructure.Dense }));
        Assert.Equal(3, Edges(new() { Latent = 2, Structure = TransitionStructure.Independent, ChangingEdge = 1 }));
        var regimes = TransitionSimulator.Generate(
            SimulationPresets.Transitions["nctrl"] with { Sequences = 500 }, 1);
        Assert.Equal(5, regimes.Regime.Distinct().Count());
        Assert.Equal(5, regimes.Weights.Select(lags => string.Join(',', lags[0].Cast<double>())).Distinct().Count());
        Assert.Single(regimes.Weights.Select(lags => string.Join(',', lags[1].Cast<double>())).Distinct());
        Assert.All(regimes.Observed.Values, value => Assert.True(Math.Abs(value) < 1000));
    }

    [Fact]
    public void An_edge_that_changes_needs_a_width_and_latents_that_move_each_other()
    {
        Assert.Single((new TransitionOptions { ChangingEdge = -1 }).Validate());
        Assert.Single((new TransitionOptions { ChangingEdge = 1, Structure = TransitionStructure.None }).Validate());
    }

    [Fact]
    public void Files_of_arrays_keep_the_sequences()
    {
        using var folder = new TemporaryFolder();
        var data = TransitionSimulator.Generate(new() { Sequences = 4, Length = 9, Regimes = 2, Stay = 0.5 }, 1);
        var path = folder.Of("t.npz");
        using (var stream = File.Create(path))
            new NpzFormat().Write(stream, data.NamedArrays().Select(array =>
                KeyValuePair.Create(array.Key, NpyArray.Of(array.Value))));
        var read = Dataset.Read(path);
        Assert.Equal([0, 9, 18, 27], read.Starts);
        Assert.True(read.TimeOrdered);
        Assert.Equal(data.ToDataset().Starts, read.Starts);
        Assert.Equal(data.Sources.Values, read.Sources!.Values);
    }
}
