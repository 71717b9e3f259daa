using Ivae.Simulation;
using Ivae.Simulation.Mechanisms;

namespace Ivae.Test.Simulation.Mechanisms;

public class TimeSimulatorTest
{
    [Fact]
    public void Latents_follow_from_those_before_by_their_sines()
    {
        var data = TimeSimulator.Generate(new() { Sequences = 500, Length = 3, Latent = 4, Observed = 6 }, 1);
        var (sum, count) = (0.0, 0);
        for (var row = 0; row < data.Sources.Rows; row++)
            for (var i = 0; i < 4 && row % 3 > 0; i++)
            {
                var z = data.Sources.Row(row - 1);
                double expected = z[i];
                for (var j = 0; j <= i; j++)
                    expected += 0.5 * Math.Sin(z[j] * (i + 3) / Math.PI + i);
                var e = (data.Sources[row, i] - expected) / 0.01;
                (sum, count) = (sum + e * e, count + 1);
            }

        Assert.Equal(1, sum / count, 0.1);
        Assert.Equal(10, data.Graph!.Cast<bool>().Count(edge => edge));
        Assert.True(data.Graph![0, 3] && !data.Graph[3, 0]);
        Assert.Equal([0, 3, 6], data.ToDataset().Starts.Take(3));
        var first = Enumerable.Range(0, 500).Select(sequence => (double)data.Sources[3 * sequence, 0]).ToArray();
        Assert.Equal(1, first.Average(value => value * value), 0.2);
    }

    [Fact]
    public void Runs_share_the_network_and_a_past_fits_them()
    {
        var (one, other) = (Of(1), Of(2));
        Assert.NotEqual(one.Sources.Values, other.Sources.Values);
        var fit = new IvaeEstimator(new()
        {
            LatentDimension = 3,
            Prior = new() { Past = 1 },
            Training = new() { Epochs = 2, Restarts = 1 },
        }).Fit(one.ToDataset());
        Assert.Equal(3, fit.Model.Latents);
        Assert.Contains("Length is 1; give 2", Assert.Throws<ArgumentException>(
            () => TimeSimulator.Generate(new() { Length = 1 }, 1)).Message);

        static MadeData Of(ulong seed) =>
            TimeSimulator.Generate(new() { Sequences = 200, Length = 4, Latent = 3, Observed = 5 }, seed);
    }
}
