using Ivae.Numerics;
using Ivae.Simulation.Langevin;

namespace Ivae.Test.Simulation.Langevin;

public class LangevinSimulatorTest
{
    [Fact]
    public void The_gradient_is_that_of_the_energy()
    {
        var (random, gradient) = (new RandomStream(1), new double[Landscape.Latents]);
        for (var repeat = 0; repeat < 20; repeat++)
        {
            double[] z = [.. Enumerable.Range(0, Landscape.Latents).Select(_ => random.NextUniform(-2, 3.5))];
            Landscape.Gradient(z, gradient);
            for (var i = 0; i < z.Length; i++)
            {
                var (low, high) = ((double[])z.Clone(), (double[])z.Clone());
                (low[i], high[i]) = (z[i] - 1e-6, z[i] + 1e-6);
                Assert.Equal((Landscape.Energy(high) - Landscape.Energy(low)) / 2e-6, gradient[i], 1e-6);
            }
        }
    }

    /// <summary>
    /// The last two latents move by themselves, with density e^(−U/kT): the mean of q·dU/dq is kT, and both are as
    /// often left as right of 0.
    /// </summary>
    [Fact]
    public void Long_trajectories_have_the_temperature()
    {
        var data = LangevinSimulator.Generate(new() { Frames = 8000 }, 1);
        var (sums, gradient) = (new double[Landscape.Latents], new double[Landscape.Latents]);
        for (var row = 0; row < data.Sources.Rows; row++)
        {
            double[] z = Array.ConvertAll(data.Sources.Row(row).ToArray(), value => (double)value);
            Landscape.Gradient(z, gradient);
            for (var i = 0; i < z.Length; i++)
                sums[i] += z[i] * gradient[i] / data.Sources.Rows;
        }

        Assert.All(sums[4..], sum => Assert.Equal(0.3, sum, 0.03));
        for (var latent = 4; latent < 6; latent++)
            Assert.Equal(0.5, data.Sources.Column(latent).Average(q => q > 0 ? 1.0 : 0), 0.1);
    }

    [Fact]
    public void Columns_follow_their_latents_and_the_last_three_are_noise()
    {
        var data = LangevinSimulator.Generate(new() { Frames = 3000, Trajectories = 2, Noise = 0 }, 3);
        Assert.Equal((6000, 30), (data.Observed.Rows, data.Observed.Columns));
        foreach (var column in Enumerable.Range(27, 3))
            Assert.All(data.Observed.Column(column), x => Assert.Equal(0, x));
        foreach (var (column, latent) in ((int, int)[])[(0, 0), (5, 1), (9, 2), (13, 3), (17, 4), (26, 5)])
            Assert.Equal(1, Correlation.Spearman(Of(data.Observed, column), Of(data.Sources, latent))[0, 0], 1e-6);
        for (var row = 0; row < 6000; row++)
            Assert.Equal(data.Sources[row, 0] > 0 ? 1 : 0, data.Auxiliary.Categorical[0].Codes[row]);
        Assert.Equal([0, 3000], data.ToDataset().Starts);
        var noisy = LangevinSimulator.Generate(new() { Frames = 3000, Trajectories = 2 }, 3);
        Assert.Equal(data.Sources.Values, noisy.Sources.Values);
        Assert.Equal(0.05, Moments.Of(noisy.Observed.Column(28)).StandardDeviation, 0.003);

        static Matrix Of(Matrix all, int column) => new(all.Rows, 1, all.Column(column));
    }

    [Fact]
    public void Trajectories_start_in_their_states_and_bad_options_are_refused()
    {
        var data = LangevinSimulator.Generate(new() { Frames = 2 }, 1);
        Assert.Equal("AAABABAAB", string.Concat(
            Enumerable.Range(0, 9).Select(trajectory => data.Sources[2 * trajectory, 0] < 0 ? 'A' : 'B')));
        var message = Assert.Throws<ArgumentException>(
            () => LangevinSimulator.Generate(new() { Frames = 1, Noise = -1 }, 1)).Message;
        Assert.Contains("at least 2 frames", message);
        Assert.Contains("Noise is -1", message);
    }
}
