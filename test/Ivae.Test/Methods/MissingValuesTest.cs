using Ivae.Data;
using Ivae.Distributions;
using Ivae.Evaluation;
using Ivae.Methods;
using Ivae.Numerics;
using Ivae.Simulation;
using Ivae.Test.Cli;
using TemporaryFolder = Ivae.Test.Cli.TemporaryFolder;

namespace Ivae.Test.Methods;

/// <summary>Rows that lack values: the bound is that of the values that are there.</summary>
public sealed class MissingValuesTest : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_density_of_a_row_is_that_of_its_values()
    {
        var data = Simulated(60);
        var model = Fit(Lacking(data, 0.3), 30).Density;
        // Without its last column a row has the density that the columns before it have, at any latents.
        var (whole, part) = (Copy(data), Copy(data));
        for (var row = 0; row < part.Rows; row++)
            part.Observed[row, 0] = float.NaN;
        Assert.NotEqual(model.Transform(whole).Values, model.Transform(part).Values);
        var far = Copy(data);
        for (var row = 0; row < far.Rows; row++)
            far.Observed[row, 0] *= 10; // ten times the unit of the column
        var (once, tenfold) = (Fit(Lacking(data, 0.3), 30), Fit(Lacking(far, 0.3), 30));
        Assert.Equal(once.Transform(part).Values, tenfold.Transform(part).Values, (a, b) => Math.Abs(a - b) < 1e-3);
        var (of, ofPart) = (once.Density.Score(whole, 20).MeanElbo, once.Density.Score(part, 20).MeanElbo);
        // A value in units of a tenth has a density of a tenth, and one that is missing has none.
        Assert.Equal(of - Math.Log(10), tenfold.Density.Score(far, 20).MeanElbo, 0.02);
        Assert.Equal(ofPart, tenfold.Density.Score(part, 20).MeanElbo, 0.02);
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [Trait("Category", "Slow")]
    public void Sources_come_back_as_from_complete_data(double share)
    {
        var data = Simulated(300, observed: 20); // half of them hold two sources
        double Mcc(Dataset given) =>
            LatentEvaluation.Compare(Fit(given, 2000).Transform(given), data.Sources!, null, 1).Mcc;
        var (complete, incomplete) = (Mcc(data), Mcc(Lacking(data, share)));
        Assert.True(incomplete > complete - 0.03, $"{complete} {incomplete}");
    }

    [Fact]
    public void What_cannot_be_fitted_is_refused_with_the_remedy()
    {
        var data = Lacking(Simulated(60), 0.1);
        string Refused(IvaeOptions options) =>
            Assert.Throws<DataException>(() => new IvaeEstimator(options).Fit(data)).Message;
        Assert.Contains("method \"flow\" needs every value", Refused(new() { Method = new FlowMethod() }));
        Assert.Contains("method \"tcl\" needs every value", Refused(new() { Method = Method.Named("tcl") }));
        Assert.Contains("scaling mixes columns",
            Refused(new() { Method = new IvaeMethod(), Preprocessing = new() { Scaling = Scaling.Whiten } }));
        Assert.Contains("starts_from_flow", Refused(new() { Method = new IvaeMethod { StartsFromFlow = true } }));
        Assert.Contains("cannot lack values", Assert.Throws<ArgumentException>(() => data.WithLags(1)).Message);
        Assert.Contains("is not finite", Assert.Throws<ArgumentException>(() => Dataset.Of(data.Observed)).Message);
        var complete = Fit(Simulated(60), 10);
        Assert.Contains("fitted to rows with all values",
            Assert.Throws<ArgumentException>(() => complete.Transform(data)).Message);
    }

    [Fact]
    public void A_model_file_keeps_that_values_may_be_missing()
    {
        var data = Lacking(Simulated(60), 0.3);
        var model = Fit(data, 30);
        model.Save(folder.Path("model.ivae"));
        var loaded = LatentModel.Load(folder.Path("model.ivae"));
        Assert.Equal(model.Transform(data).Values, loaded.Transform(data).Values);
        Assert.Equal(model.Density.Score(data, 2).Elbo, loaded.Density.Score(data, 2).Elbo);
    }

    [Fact]
    public void Commands_model_rows_or_drop_them()
    {
        var data = Lacking(Simulated(60), 0.2);
        var path = folder.Write("t.csv", "a,b,c,d,e,f,u\n" + string.Concat(Enumerable.Range(0, data.Rows).Select(row =>
            string.Join(',', data.Observed.Row(row).ToArray().Select(x => float.IsNaN(x) ? "NA" : $"{x:R}"))
                + $",{row * 5 / data.Rows}\n")));
        string[] common = ["fit", path, "--auxiliary", "u", "--latent", "2", "--set", "training.steps=40", "--force"];
        var model = folder.Path("model");
        var fit = CliRun.Of([.. common, "--missing", "model", "--out", model]);
        Assert.True(fit.Code == 0, fit.Messages);
        Assert.Contains("are missing", fit.Messages);
        Assert.True(File.Exists(Path.Combine(model, "report.html")));
        var report = File.ReadAllText(Path.Combine(model, "report.html"));
        Assert.DoesNotContain("NaN", report[..report.IndexOf("<script", StringComparison.Ordinal)]);
        Assert.Equal(data.Rows + 2, Rows(CliRun.Of("transform", model, path)));
        Assert.Equal(data.Rows + 2, Rows(CliRun.Of("score", model, path)));
        Assert.InRange(Rows(CliRun.Of("transform", model, path, "--missing", "drop")), 20, data.Rows / 2);
        var refused = CliRun.Of("transform", model, path, "--missing", "refuse");
        Assert.Contains("is a missing value", refused.Messages);
        var check = CliRun.Of(
            "check", model, path, "--seeds", "1", "--nulls", "2", "--out", folder.Path("check"), "--force");
        Assert.True(check.Code is 0 or 1, check.Messages);
        Assert.Contains("needs every value", CliRun.Of(
            [.. common, "--missing", "model", "--set", "method=flow", "--out", model]).Messages);

        static int Rows(CliRun run)
        {
            Assert.True(run.Code == 0, run.Messages);
            Assert.DoesNotContain("NaN", run.Data);
            return run.Data.Split('\n').Length;
        }
    }

    [Theory]
    [InlineData("t.npz")]
    [InlineData("t.parquet")]
    public void Other_formats_keep_what_is_missing(string name)
    {
        var data = Lacking(Simulated(20), 0.3);
        var path = folder.Path(name);
        using (var stream = File.Create(path))
            FileFormat.OfEnding(path)!.Write(stream, new WrittenContent(
                [.. Enumerable.Range(0, 6).Select(j => new TableColumn($"x{j + 1}", data.Observed.Column(j)))],
                data.Observed, [new("x", NpyArray.Of(data.Observed))]));
        var read = Dataset.Read(path, new() { Missing = MissingValues.Model });
        Assert.Equal(data.Observed.Values, read.Observed.Values);
        Assert.True(read.HasMissing);
        Assert.Contains("missing", Assert.Throws<DataException>(() => Dataset.Read(path)).Message);
    }

    private static LatentModel Fit(Dataset data, int steps) => new IvaeEstimator(new()
    {
        Method = new IvaeMethod { StartsFromFlow = false },
        LatentDimension = 2,
        Preprocessing = new() { Scaling = Scaling.Standardise },
        Likelihood = new() { Family = LikelihoodFamily.Gaussian },
        Training = new() { Steps = steps, Restarts = 1 },
    }).Fit(data).Model;

    private static Dataset Simulated(int rowsPerSegment, int observed = 6) => Simulator.Generate(
        SimulationPresets.All["noisy"] with
        {
            Latent = 2,
            Observed = observed,
            Segments = 10,
            RowsPerSegment = rowsPerSegment,
        }, 1).ToDataset();

    private static Dataset Copy(Dataset data) => data with
    {
        Observed = new Matrix(data.Rows, data.Observed.Columns, (float[])data.Observed.Values.Clone()),
    };

    /// <summary>The data without a share of their values, at random.</summary>
    private static Dataset Lacking(Dataset data, double share)
    {
        var random = new RandomStream(9);
        var copy = Copy(data);
        foreach (ref var value in copy.Observed.Values.AsSpan())
            value = random.NextDouble() < share ? float.NaN : value;
        return copy;
    }
}
