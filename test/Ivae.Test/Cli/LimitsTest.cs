using Ivae.Cli;

namespace Ivae.Test.Cli;

/// <summary>Every number has a lower and an upper bound, and both are said where it is outside.</summary>
public sealed class LimitsTest(FitExample example) : IClassFixture<FitExample>
{
    [Theory]
    [InlineData("latent_dimension=10001", "latent_dimension is 10001; it must be at least 1 and at most 10000.")]
    [InlineData("training.batch_size=2000000000", "training.batch_size is 2000000000; it must be at least 1 and at mo")]
    [InlineData("training.epochs=0", "training.epochs is 0; it must be at least 1 and at most 1000000000, or absent")]
    [InlineData("training.steps=2000000000", "training.steps is 2000000000; it must be at least 1 and at most 1000000")]
    [InlineData("training.restarts=1000000", "training.restarts is 1000000; it must be at least 1 and at most 10000.")]
    [InlineData("training.learning_rate=1e31", "training.learning_rate is 1E+31; it must be a positive number of at m")]
    [InlineData("training.plateau_patience=-1", "training.plateau_patience is -1; it must be at least 0 and at most")]
    [InlineData("training.gradient_clip=-1", "training.gradient_clip is -1; it must be 0 or a positive number of at m")]
    [InlineData("preprocessing.clip_at=1e12", "preprocessing.clip_at is 1000000000000; it must be 0 or a positive num")]
    [InlineData("likelihood.variance=0", "likelihood.variance is 0; it must be a positive number of at most")]
    [InlineData("prior.shape.degrees_of_freedom=0", "prior.shape.degrees_of_freedom is 0; it must be a positive numb")]
    [InlineData("likelihood.network.hidden_widths=100000", "widths must be at least 1 and at most 16384.")]
    [InlineData("method=flow method.depth=100000", "method.depth is 100000; it must be at least 1 and at most 256.")]
    [InlineData("method=flow method.blur=11", "method.blur is 11; it must be 0 or a positive number of at most 10")]
    [InlineData("method=ivae method.importance_samples=100000", "method.importance_samples is 100000; it must be at l")]
    [InlineData("method=ivae method.posterior.rank=0", "method.posterior.rank is 0; it must be at least 1 and at most")]
    [InlineData("method=beta-vae method.beta=1e30", "method.beta is 1E+30; it must be 0 or a positive number of at mo")]
    [InlineData("method=tcl method.features.maxout_pieces=101", "maxout_pieces is 101; it must be at least 1 and at m")]
    [InlineData("method=factor-vae method.width=100000", "method.width is 100000; it must be at least 1 and at most 1")]
    public void A_setting_that_is_outside_is_refused_with_both_bounds(string settings, string message)
    {
        string[] set = [.. settings.Split(' ').SelectMany(setting => new[] { "--set", setting })];
        var run = CliRun.Of(["fit", example.Npz, "--out", example.Path("refused"), .. set]);
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains(message, run.Messages);
        Assert.False(Directory.Exists(example.Path("refused")));
    }

    [Theory]
    [InlineData("plan --latent 0", "--latent: \"0\" is not a whole number from 1 to 10000.")]
    [InlineData("plan --segments 2000000", "--segments: \"2000000\" is not a whole number from 1 to 1000000.")]
    [InlineData("check m d --seeds 1000000", "--seeds: \"1000000\" is not a whole number from 0 to 10000.")]
    [InlineData("score m d --samples 0", "--samples: \"0\" is not a whole number from 1 to 10000.")]
    [InlineData("fit d --out o --threads 5000", "--threads: \"5000\" is not a whole number from 0 to 4096.")]
    [InlineData("select d --latent 1:20000", "\"1:20000\" is not a number from 1 to 10000 or a range")]
    [InlineData("reproduce 2a --out o --steps 0", "--steps 0: give 1 to 1000000000.")]
    public void An_option_that_is_outside_is_refused_with_both_bounds(string line, string message)
    {
        var run = CliRun.Of(line.Split(' '));
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains(message, run.Messages);
    }

    [Fact]
    public void What_does_not_fit_into_memory_is_named() =>
        Assert.Contains("a thing does not fit; do less.", Assert.Throws<InsufficientMemoryException>(() =>
            Ivae.Numerics.MemoryNeed.Of("a thing does not fit; do less.", () => new int[int.MaxValue])).Message);

    [Fact]
    public void A_fit_that_diverges_before_anything_is_learned_does_not_blame_the_learning_rate()
    {
        var data = example.Write("extreme.csv", string.Join('\n', Enumerable.Range(0, 60).Select(row =>
            $"{row % 7}e36,{row % 5}e36,{row / 15}")) + "\n");
        var run = FitExample.Fit(data, example.Path("extreme"), "--auxiliary", "3", "--observed", "1:2", "--set",
            "preprocessing.scaling=none");
        Assert.Equal(ExitCode.Diverged, run.Code);
        Assert.Contains("Diverged at step 1: ", run.Messages);
        Assert.Contains("Nothing was learned before, so that no learning rate helps", run.Messages);
    }
}
