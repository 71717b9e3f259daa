using System.Text.Json;
using Ivae.Cli;
using Ivae.Methods;

namespace Ivae.Test.Cli;

/// <summary>A fit that learns which part of u moves which latent, from the command to its files.</summary>
public sealed class LearnTargetsTest : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public LearnTargetsTest() => Succeeds("simulate", "--preset", "cauca", "--seed", "2", "--set", "latent=2", "--set",
        "rows_per_environment=400", "--out", Data);

    private string Data => folder.Path("data.npz");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_graph_is_in_the_files_of_a_run_and_another_fit_takes_it()
    {
        var learned = folder.Path("learned");
        Fit(learned, "--targets", "learn");
        var file = Path.Combine(learned, "targets.csv");
        var model = (IvaeModel)LatentModel.Load(Path.Combine(learned, "model.ivae"));
        Assert.Equal(model.LearnedTargets, TargetFile.Read(file).Targets);
        Assert.NotEmpty(model.LearnedTargets!);

        var found = FitExample.Summary(learned).GetProperty("learned_targets");
        Assert.Equal(model.LearnedTargets!.Select(edge => $"{edge}"),
            found.GetProperty("edges").EnumerateArray().Select(edge => edge.GetString()));
        Assert.Equal(["0", "1", "2"], found.GetProperty("parts").EnumerateArray().Select(part => part.GetString()!));
        Assert.Contains("Which part of u moves which latent", File.ReadAllText(Path.Combine(learned, "report.html")));
        Assert.True(Prior(learned).GetProperty("sparsest_axes").GetBoolean());
        Assert.Equal("mean", Prior(learned).GetProperty("modulates").GetString());

        var given = folder.Path("given");
        Fit(given, "--targets", file);
        Assert.Equal(model.LearnedTargets!.Count, Prior(given).GetProperty("targets").GetArrayLength());
        Assert.False(File.Exists(Path.Combine(given, "targets.csv")));

        Succeeds("fit", Data, "--from", learned, "--out", folder.Path("more"), "--epochs", "2", "--quiet");
        Assert.True(File.Exists(Path.Combine(folder.Path("more"), "targets.csv")));
    }

    [Theory]
    [InlineData("prior.sparsest_axes is true", "prior.family=laplace")]
    [InlineData("prior.sparsest_axes is true", "method=ivae")]
    [InlineData("prior.transition is additive_axes", "prior.past=1", "method=ivae")]
    [InlineData("prior.transition is additive_axes", "prior.past=1", "prior.regimes=2")]
    public void What_leaves_no_axes_open_is_refused(string message, params string[] others)
    {
        var run = CliRun.Of(["fit", Data, "--observed", "x", "--auxiliary", "u:categorical", "--out",
            folder.Path("refused"), "--targets", "learn", .. others.SelectMany(other => new[] { "--set", other })]);
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains(message, run.Messages);
    }

    private static JsonElement Prior(string run) =>
        FitExample.Summary(run).GetProperty("options").GetProperty("prior");

    private void Fit(string target, params string[] options) => Succeeds(
    [
        "fit", Data, "--observed", "x", "--auxiliary", "u:categorical", "--out", target, "--quiet", "--method", "flow",
        "--set", "method.depth=2", "--set", "training.steps=300", "--restarts", "1", .. options,
    ]);

    private static void Succeeds(params string[] arguments)
    {
        var run = CliRun.Of(arguments);
        Assert.True(run.Code == 0, run.Messages);
    }
}
