using System.Text.Json;
using Ivae.Cli;
using Ivae.Methods;
using Ivae.Simulation;
using Ivae.Test.Cli;

namespace Ivae.Test.Methods.Contrastive;

/// <summary>What every method must keep to, whether it knows a density or not.</summary>
public sealed class FeatureModelTest(FitExample example) : IClassFixture<FitExample>
{
    public static TheoryData<string> Methods => [.. Method.All.Select(method => method.Name)];

    public static TheoryData<string> MethodsWithoutDensity => ["tcl", "pcl", "gcl", "ice-beem", "pca", "fastica"];

    [Theory]
    [MemberData(nameof(Methods))]
    public void AModelFromItsFileGivesTheSameBitsAndAFitRepeatsThem(string method)
    {
        var data = Simulator.Generate(
            SimulationPresets.Paper with { Latent = 2, Observed = 2, Segments = 3, RowsPerSegment = 50 }, 1)
            .ToDataset();
        var options =
            new IvaeOptions { Method = Method.Named(method), Training = new() { Epochs = 2, BatchSize = 32 } };
        var model = new IvaeEstimator(options).Fit(data).Model;
        var path = example.Path(method + ".ivae");
        model.Save(path);
        var expected = model.Transform(data).Values;
        Assert.All(expected, value => Assert.True(float.IsFinite(value)));
        Assert.Equal(expected, LatentModel.Load(path).Transform(data).Values);
        Assert.Equal(expected, new IvaeEstimator(options).Fit(data).Model.Transform(data).Values);
    }

    [Theory]
    [MemberData(nameof(MethodsWithoutDensity))]
    public void TheCommandsWorkAndThoseThatNeedADensitySayWhatToDo(string method)
    {
        var target = example.Path("fit-" + method);
        var fit = CliRun.Of(
            "fit", example.Npz, "--out", target, "--method", method, "--epochs", "2", "--batch", "50", "--quiet");
        Assert.True(fit.Code == 0, fit.Messages);
        var summary = FitExample.Summary(target);
        Assert.Equal(method, summary.GetProperty("method").GetString());
        Assert.Equal(JsonValueKind.Null, summary.GetProperty("elbo").ValueKind);
        Assert.Equal(method == "tcl" ? "|s|" : "s", summary.GetProperty("evaluated_on").GetString());
        Assert.Equal(
            method is "tcl" or "pcl" or "gcl", summary.GetProperty("accuracy").ValueKind == JsonValueKind.Number);
        var report = File.ReadAllText(Path.Combine(target, "report.html"));
        Assert.Contains(Method.Named(method).Title, report);
        Assert.DoesNotContain("ELBO", report);
        Assert.DoesNotContain("Theorem 2, if what is assumed below holds", report); // of priors that move with u
        Assert.Contains(System.Net.WebUtility.HtmlEncode(Method.Named(method).Guarantee).Split('&')[0], report);
        Assert.DoesNotContain("Reconstruction", report);

        var model = Path.Combine(target, "model.ivae");
        Assert.Equal(
            File.ReadAllText(Path.Combine(target, "latents.csv")), CliRun.Of("transform", model, example.Npz).Data);
        Assert.Contains(method, CliRun.Of("info", model).Data);
        foreach (var refused in new[]
        {
            new[] { "sample", model, "--rows", "2" }, ["score", model, example.Npz],
            ["transform", model, example.Npz, "--uncertainty"],
        })
        {
            var run = CliRun.Of(refused);
            Assert.Equal(ExitCode.Usage, run.Code);
            Assert.Contains($"\"{method}\"", run.Messages);
            Assert.Contains("--method ivae", run.Messages);
        }
    }

    [Fact]
    public void TclWithoutSegmentsSaysWhatToDo()
    {
        var run = CliRun.Of("fit", example.Csv, "--observed", "x1", "--auxiliary", "x2", "--out", example.Path("none"),
            "--method", "tcl");
        Assert.Equal(ExitCode.Data, run.Code);
        Assert.Contains("--segments", run.Messages);
    }
}
