using Ivae.Simulation.Mechanisms;

namespace Ivae.Test.Simulation.Mechanisms;

/// <summary>Data whose latents each follow few parts of u.</summary>
public class SparseDataTest
{
    [Fact]
    public void An_environment_moves_the_mean_of_its_latent_by_two_and_nothing_else()
    {
        var data = InterventionSimulator.Generate(new() { RowsPerEnvironment = 4000 }, 3);
        for (var environment = 0; environment < 5; environment++)
            for (var latent = 0; latent < 4; latent++)
            {
                var draws = Rows(data, environment).Select(row => (double)data.Sources[row, latent]).ToArray();
                var mean = draws.Average();
                Assert.Equal(data.Targets[environment, latent] ? 2 : 0, mean, 0.1);
                Assert.Equal(1, draws.Average(draw => (draw - mean) * (draw - mean)), 0.1);
            }

        Assert.Equal(4, data.Edges.Count());
        Assert.Equal(new("1", 1), data.Edges.First());

        IEnumerable<int> Rows(SparseData some, int environment) => Enumerable.Range(0, some.Observed.Rows)
            .Where(row => some.Auxiliary.Categorical[0].Codes[row] == environment);
    }

    [Fact]
    public void The_density_of_one_latent_behind_one_layer_integrates_to_one()
    {
        var data = InterventionSimulator.Generate(
            new() { Latent = 1, MixingLayers = 1, RowsPerEnvironment = 20_000 }, 1);
        // E over rows of 1/p(x) on an interval is its length.
        var inside = Enumerable.Range(0, 20_000).Where(row => Math.Abs(data.Observed[row, 0]) < 0.2);
        var length = inside.Sum(row => Math.Exp(-data.LogLikelihood![row, 0])) / 20_000;
        Assert.Equal(0.4, length, 0.02);
    }

    [Fact]
    public void Each_latent_follows_two_actions_and_columns_are_standardised()
    {
        var data = ActionSimulator.Generate(new() { Rows = 4000 }, 1);
        Assert.Equal(20, data.Edges.Count());
        for (var latent = 0; latent < 10; latent++)
            Assert.Equal([latent, (latent + 9) % 10],
                Enumerable.Range(0, 10).Where(action => data.Targets[action, latent]).OrderBy(a => a != latent));
        foreach (var column in Enumerable.Range(0, 20).Select(data.Observed.Column))
        {
            Assert.Equal(0, column.Average(value => (double)value), 0.01);
            Assert.Equal(1, column.Average(value => (double)value * value), 0.01);
        }

        for (var row = 0; row < 20; row++)
            for (var i = 0; i < 10; i++)
            {
                var u = data.Auxiliary.Numeric.Row(row);
                var expected = Math.Sin(u[i] * (i + 3) / Math.PI + i)
                    + Math.Sin(u[(i + 9) % 10] * (i + 3) / Math.PI + i);
                Assert.Equal(expected, data.Sources[row, i], 0.05);
            }
    }

    [Fact]
    public void Runs_share_the_process_and_not_the_rows()
    {
        var (one, other) =
            (ActionSimulator.Generate(new() { Rows = 50 }, 1), ActionSimulator.Generate(new() { Rows = 50 }, 2));
        Assert.NotEqual(one.Sources.Values, other.Sources.Values);
        Assert.Contains("Latent is 0; give 2 to 100.",
            Assert.Throws<ArgumentException>(() => ActionSimulator.Generate(new() { Latent = 0 }, 1)).Message);
    }
}
