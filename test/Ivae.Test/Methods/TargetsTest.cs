using Ivae.Autodiff;
using Ivae.Data;
using Ivae.Distributions;
using Ivae.Identifiability;
using Ivae.Methods;
using Ivae.Networks;
using Ivae.Numerics;
using Ivae.Simulation.Mechanisms;

namespace Ivae.Test.Methods;

/// <summary>Priors of which a level or column of u may move some latents alone.</summary>
public class TargetsTest
{
    private static readonly Target[] Given = [new("1", 1), new("2", 2)];

    [Fact]
    public void A_level_moves_the_latents_of_its_targets_alone_and_with_a_table_training_does_too()
    {
        var model = Fit(Interventions(2, 500), Given, steps: 60);
        var auxiliary = Auxiliary.Of(new CategoricalVariable("environment", ["0", "1", "2"], [0, 1, 2]));
        var (mean, deviation) = model.Prior(auxiliary);
        Assert.Equal([0, 0], mean.Row(0).ToArray());
        Assert.Equal([1, 1], deviation.Row(0).ToArray());
        Assert.Equal(0, mean[1, 1]);
        Assert.Equal(0, mean[2, 0]);
        Assert.NotEqual(0, mean[1, 0]);
        Assert.NotEqual(0, mean[2, 1]);
    }

    [Fact]
    public void Of_numeric_columns_a_latent_reads_those_alone_that_may_move_it()
    {
        var parameters = new ParameterSet<double>();
        var mask = TargetMask.Of([new("a", 1), new("b", 2), new("c", 2)], ["a", "b", "c"], 2);
        var options = new PriorOptions { Network = new NetworkOptions { HiddenWidths = [3] } };
        var prior = new Prior<double>(
            parameters, options, new ContextShape(3, []), 2, new RandomStream(1), mask);
        foreach (var column in Enumerable.Range(0, 3))
        {
            var (before, after) = (At(0, 0, 0), At(column == 0 ? 1 : 0, column == 1 ? 1 : 0, column == 2 ? 1 : 0));
            for (var latent = 0; latent < 2; latent++)
                Assert.Equal(mask[column, latent], Math.Abs(before[latent] - after[latent]) > 1e-9);
        }

        double[] At(params double[] u)
        {
            var tape = new Tape<double>();
            var (dense, noise) = (tape.Input(3), tape.Input(2));
            var density = prior.Given(new Context<double>(tape, dense, []), noise);
            dense.Resize(1);
            noise.Resize(1);
            u.CopyTo(dense.Value);
            tape.Forward();
            return density.Location!.Value.ToArray();
        }
    }

    [Fact]
    public void The_graph_determines_latents_where_no_two_share_all_that_moves_them()
    {
        Assert.True(TargetMask.Of([new("a", 1), new("b", 2)], ["a", "b"], 2).DeterminesLatents);
        Assert.True(
            TargetMask.Of([new("a", 1), new("a", 2), new("b", 2), new("b", 3), new("c", 3), new("c", 1)],
                ["a", "b", "c"], 3).DeterminesLatents);
        var shared = TargetMask.Of([new("a", 1), new("a", 2), new("b", 3)], ["a", "b"], 3);
        Assert.False(shared.DeterminesLatents);
        Assert.Equal([0, 1], shared.Entangled(0));
        Assert.Equal([2], shared.Entangled(2));
        Assert.False(TargetMask.Of([new("a", 1)], ["a"], 2).DeterminesLatents); // nothing moves the second
    }

    [Fact]
    public void With_known_targets_theory_promises_the_latents_though_only_means_move()
    {
        var data = Interventions(2, 100).ToDataset();
        var prior = new PriorOptions { Modulates = Modulation.Mean };
        var options = new IvaeOptions { Method = new FlowMethod(), Prior = prior };
        Assert.Equal(EquivalenceClass.LinearMap, Guarantee.Of(ModelFacts.Of(options, data)).Class);
        var known = options with { Prior = prior with { Targets = Given } };
        Assert.Equal(EquivalenceClass.Permutation, Guarantee.Of(ModelFacts.Of(known, data)).Class);
        var shared = options with { Prior = prior with { Targets = [new("1", 1), new("1", 2)] } };
        Assert.Equal(EquivalenceClass.LinearMap, Guarantee.Of(ModelFacts.Of(shared, data)).Class);
    }

    [Fact]
    public void A_saved_model_has_its_targets()
    {
        var model = Fit(Interventions(2, 100), Given, steps: 5);
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.ivae");
        try
        {
            model.Save(path);
            Assert.Equal(Given, LatentModel.Load(path).Options.Prior.Targets);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("u,latent\n1,1\n9,2\n", "line 3: u has no level or column \"9\"; there are 0, 1, 2.")]
    [InlineData("u,latent\n1,3\n", "line 2: \"1 -> 3\" names latent 3; give 1 to 2.")]
    [InlineData("u,latent\n1 1\n", "line 2: \"1 1\" is no target; write a level or column of u, a comma")]
    [InlineData("u,latent\n", "has no target, so that u would move nothing; write a row")]
    [InlineData("{\"1\": [1], \"7\": [2]}", "u has no level or column \"7\"")]
    [InlineData("{\n\"1\": 1}", "line 2: is no object of lists of latents")]
    public void A_file_that_cannot_be_used_is_refused_with_its_line(string text, string expected)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, text);
            var data = Interventions(2, 10).ToDataset();
            var error = Assert.Throws<DataException>(() => TargetFile.Read(path).Check(data, 2));
            Assert.Contains(expected, error.Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("u,latent\n1,1\n2,2\n")]
    [InlineData("{\"1\": [1], \"2\": [2]}")]
    public void Both_forms_of_a_file_say_the_same(string text)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, text);
            Assert.Equal(Given, TargetFile.Read(path).Targets);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("Paris, France")]
    [InlineData("the \"old\" one")]
    [InlineData("\"quoted\"")]
    [InlineData(" with a space ")]
    public void Any_name_of_a_level_is_read_back(string level)
    {
        var path = Path.GetTempFileName();
        try
        {
            Target[] targets = [new(level, 1), new("2", 3)];
            File.WriteAllText(path, TargetFile.Text(targets));
            Assert.Equal(targets, TargetFile.Read(path).Targets);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Targets_that_data_do_not_have_and_methods_without_use_for_them_are_refused()
    {
        var data = Interventions(2, 10).ToDataset();
        var error = Assert.Throws<DataException>(
            () => new IvaeEstimator(Options([new("5", 1)], 5)).Fit(data));
        Assert.Contains("prior.targets: u has no level or column \"5\"", error.Message);
        var wrong = Options(Given, 5) with { Method = Method.Named("vae") };
        Assert.Contains("prior.targets", Assert.Throws<ArgumentException>(wrong.Validate).Message);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Wrong_targets_explain_held_out_rows_worse()
    {
        var data = Interventions(3, 4000);
        var right = Fit(data, [new("1", 1), new("2", 2), new("3", 3)], steps: 4000);
        var wrong = Fit(data, [new("1", 1), new("2", 1), new("3", 2)], steps: 4000);
        Assert.True(Score(right) > Score(wrong) + 0.02, $"{Score(right)}, {Score(wrong)}");

        double Score(IvaeModel model) =>
            model.Score(data.ToDataset(), samples: 1, seed: 0).ImportanceWeighted.Average();
    }

    private static IvaeModel Fit(SparseData data, IReadOnlyList<Target> targets, int steps) =>
        (IvaeModel)new IvaeEstimator(Options(targets, steps)).Fit(data.ToDataset()).Model;

    private static IvaeOptions Options(IReadOnlyList<Target> targets, int steps) => new()
    {
        Method = new FlowMethod { Depth = 4, LayerwiseStart = true },
        Prior = new PriorOptions { Targets = targets },
        Training = new() { Steps = steps, Restarts = 1 },
    };

    private static SparseData Interventions(int latents, int rows) =>
        InterventionSimulator.Generate(new() { Latent = latents, RowsPerEnvironment = rows }, 1);
}
