using System.Text.Json.Nodes;
using Ivae.Cli;
using Ivae.Data;

namespace Ivae.Test.Cli;

public sealed class SimulateWorldTest : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_world_says_what_it_is_and_can_be_read_for_a_fit()
    {
        var file = folder.Path("spiral.npz");
        string[] words = ["simulate", "--preset", "world", "--mixing", "spiral", "--set", "sources=laplace,uniform",
            "--set", "rows=90", "--set", "levels=3", "--latent", "2", "--seed", "5", "--out", file];
        Assert.Equal(0, CliRun.Of(words).Code);
        var data = DatasetReader.Read(file);
        Assert.Equal((90, 2, 3), (data.Rows, data.Sources!.Columns, data.Auxiliary.Categorical[0].Levels.Count));
        Assert.Equal(90, data.TrueLogLikelihood!.Rows);
        var description = JsonNode.Parse(File.ReadAllText(folder.Path("spiral.world.json")))!;
        Assert.Equal("spiral", (string?)description["options"]!["mixing"]);
        Assert.Equal(2, (double)description["options"]!["strength"]!);
        Assert.Equal(5, (int)description["seed"]!);
        Assert.Equal(data.TrueLogLikelihood.Values.Average(), (double)description["true_log_likelihood"]!, 1e-4);
        Assert.Equal(ExitCode.Usage, CliRun.Of(words).Code);
    }

    [Fact]
    public void A_world_of_two_numbers_and_noise_comes_as_a_table()
    {
        var file = folder.Path("noisy.csv");
        string[] words = ["simulate", "--preset", "world", "--u", "two-numeric", "--set", "noise=.2"];
        Assert.Equal(0, CliRun.Of([.. words, "--set", "rows=50", "--out", file]).Code);
        Assert.StartsWith("x1,x2,x3,u1,u2", File.ReadAllText(file));
        Assert.Null(JsonNode.Parse(File.ReadAllText(folder.Path("noisy.world.json")))!["true_log_likelihood"]);
    }

    [Fact]
    public void Kinds_are_named_in_help_and_errors()
    {
        var help = CliRun.Of("simulate", "--help").Data;
        Assert.Contains("strong-residual", help);
        Assert.Contains("two-peaked", help);
        Assert.Contains("unequal", help);
        var run = CliRun.Of("simulate", "--preset", "world", "--set", "mixing=spirl", "--out", folder.Path("a.npz"));
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("did you mean \"spiral\"?", run.Messages);
        Assert.Contains("affine-coupling, bumps,", run.Messages);
    }
}
