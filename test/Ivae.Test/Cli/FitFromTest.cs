using Ivae.Cli;

namespace Ivae.Test.Cli;

/// <summary>A fit goes on from a fitted model, on the same rows or on new ones.</summary>
public sealed class FitFromTest(FitExample example) : IClassFixture<FitExample>
{
    [Fact]
    public void More_steps_on_the_same_rows_raise_the_bound_and_the_last_model_counts()
    {
        var (first, longer) = (example.Path("fit"), example.Path("longer"));
        var run = From(first, longer, "--epochs", "60", "--quiet");
        Assert.True(run.Code == 0, run.Messages);
        Assert.True(Elbo(longer) > Elbo(first) + 0.01, $"{Elbo(first)} and {Elbo(longer)}");
        Assert.Contains("Training went on from the model of data.npz.", Warnings(longer));
        Assert.Contains("--from", File.ReadAllText(Path.Combine(longer, "report.html")));
        foreach (var folder in new[] { first, longer })
            Assert.Equal(
                Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(example.Npz))),
                FitExample.Summary(folder).GetProperty("data_sha256").GetString());

        // The same command gives the same model, and another threads' count too.
        var again = example.Path("again");
        Assert.Equal(0, From(first, again, "--epochs", "60", "--quiet", "--threads", "1").Code);
        Assert.Equal(File.ReadAllBytes(Path.Combine(longer, "model.ivae")),
            File.ReadAllBytes(Path.Combine(again, "model.ivae")));
    }

    [Fact]
    public void A_model_that_no_epoch_makes_better_stays_as_it_was()
    {
        var target = example.Path("spoilt");
        var run = From(example.Path("fit"), target, "--quiet", "--epochs", "2", "--set", "training.learning_rate=30",
            "--set", "training.gradient_clip=1e9");
        if (run.Code == ExitCode.Diverged)
            return; // there is nothing to keep
        Assert.True(run.Code == 0, run.Messages);
        Assert.Equal(Elbo(example.Path("fit")), Elbo(target), 5);
        Assert.Contains("No epoch was better on the held-out rows", Warnings(target));
    }

    [Fact]
    public void New_rows_are_read_as_those_of_the_model()
    {
        var rows = File.ReadAllLines(example.Csv);
        var first = example.Path("of csv");
        Assert.Equal(0, FitExample.Fit(example.Csv, first, "--auxiliary", "segment").Code);
        var half = example.Write("half.csv", string.Join('\n', rows.Where((_, i) => i == 0 || i % 2 == 1)) + "\n");
        var target = example.Path("half");
        var run = From(first, target, half, "--quiet");
        Assert.True(run.Code == 0, run.Messages);
        Assert.Equal(150, FitExample.Summary(target).GetProperty("rows").GetInt32());

        var other = example.Write("other.csv", "x1,x3,segment\n1,2,0\n");
        Assert.Contains("x2", From(first, example.Path("other"), other).Messages);
        var level = example.Write("level.csv", string.Join('\n', rows[..40]) + "\n0.1,0.2,99\n");
        Assert.Contains("99", From(first, example.Path("level"), level).Messages);
    }

    [Theory]
    [InlineData("latent_dimension was 2 and is 1", "--latent", "1")]
    [InlineData("method.name was \"ivae\" and is \"flow\"", "--method", "flow")]
    [InlineData("dataset.segments was 0 and is 5", "--segments", "5")]
    [InlineData("likelihood.network.hidden_widths was [8] and is [9]", "--set", "likelihood.network.hidden_widths=9")]
    public void Options_of_another_model_are_refused_by_name(string message, params string[] options)
    {
        var run = From(example.Path("fit"), example.Path("refused"), options);
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains(message, run.Messages);
        Assert.False(Directory.Exists(example.Path("refused")));
    }

    [Fact]
    public void A_method_without_steps_has_nothing_to_go_on_from()
    {
        var pca = example.Path("pca");
        Assert.Equal(0, CliRun.Of("fit", example.Npz, "--out", pca, "--method", "pca", "--quiet").Code);
        var run = From(pca, example.Path("on"));
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("Method pca computes its latents in one step", run.Messages);
    }

    private CliRun From(string run, string target, params string[] options) => CliRun.Of(
        ["fit", options.FirstOrDefault()?.EndsWith(".csv") == true ? options[0] : example.Npz, "--from", run, "--out",
            target, .. options.Where(option => !option.EndsWith(".csv"))]);

    private static double Elbo(string target) => FitExample.Summary(target).GetProperty("elbo").GetDouble();

    private static string Warnings(string target) => FitExample.Summary(target).GetProperty("warnings").ToString();
}
