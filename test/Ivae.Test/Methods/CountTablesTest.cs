using Ivae.Data;
using Ivae.Distributions;
using Ivae.Methods;
using Ivae.Numerics;
using Ivae.Test.Cli;
using TemporaryFolder = Ivae.Test.Cli.TemporaryFolder;

namespace Ivae.Test.Methods;

/// <summary>Counts from hundredths to millions, with outliers of ten thousand times their mean, all end in a
/// model.</summary>
public sealed class CountTablesTest : IDisposable
{
    private const int Rows = 240;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Means from .01 to 1e6, five columns each.</summary>
    public static TheoryData<int, string> Tables
    {
        get
        {
            var tables = new TheoryData<int, string>();
            for (var table = 0; table < 10; table++)
            {
                tables.Add(table, "poisson");
                tables.Add(table, "negative_binomial");
            }

            return tables;
        }
    }

    [Theory]
    [InlineData(0, "poisson")]
    [InlineData(9, "poisson")]
    [InlineData(4, "negative_binomial")]
    [InlineData(9, "negative_binomial")]
    public void Some_tables_end_with_a_finite_bound(int table, string family)
    {
        var fit = new IvaeEstimator(new()
        {
            Method = new IvaeMethod(),
            LatentDimension = 2,
            Likelihood = new() { Family = LikelihoodFamily.Named(family) },
            Training = new() { Steps = 60, Restarts = 1 },
        }).Fit(Dataset.Of(Counts(table)).WithSegments(6));
        Assert.True(fit.Training.HasModel, fit.Training.Message);
        Assert.True(double.IsFinite(fit.Training.BestBound));
    }

    /// <summary>Who fits a continuous model to what looks like counts hears of models that are made for them.</summary>
    [Theory]
    [InlineData(1, 3.0, "likelihood.family=poisson")]
    [InlineData(1, 1.0, "likelihood.family=bernoulli")]
    [InlineData(.5, 3.0, null)]
    [InlineData(40, 30.0, null)]
    public void Counts_that_are_fitted_as_measurements_are_noticed(double step, double most, string? advice)
    {
        var x = Dataset.Of(
            ("a", [.. Enumerable.Range(0, 200).Select(row => step * Math.Floor((most + 1) * (row * .37 % 1)))]),
            ("b", [.. Enumerable.Range(0, 200).Select(row => step * Math.Floor((most + 1) * (row * .61 % 1)))]));
        var warnings = new List<string>();
        DataRequirements.Check(
            x.WithSegments(5), new() { Method = new FlowMethod(), LatentDimension = 2 }, warnings);
        Assert.Equal(advice is not null, warnings.Exists(warning => warning.Contains(advice ?? "likelihood.family")));
    }

    [Theory]
    [Trait("Category", "Slow")]
    [MemberData(nameof(Tables))]
    public void Twenty_tables_end_with_a_finite_bound(int table, string family)
    {
        var x = Counts(table);
        var path = folder.Write("t.csv", "a,b,c,d,e\n" + string.Concat(Enumerable.Range(0, Rows)
            .Select(row => string.Join(',', x.Row(row).ToArray().Select(value => $"{value:F0}")) + "\n")));
        foreach (var method in new[] { "auto", "pi-vae" })
        {
            var run = CliRun.Of("fit", path, "--segments", "6", "--latent", "2", "--set", $"likelihood.family={family}",
                "--set", "training.steps=300", "--set", $"method={method}", "--out", folder.Path("out"), "--force");
            Assert.True(run.Code == 0, run.Messages);
            using var summary = System.Text.Json.JsonDocument.Parse(
                File.ReadAllText(folder.Path("out/summary.json")));
            Assert.True(double.IsFinite(summary.RootElement.GetProperty("elbo").GetDouble()));
        }
    }

    private static Matrix Counts(int table)
    {
        var random = new RandomStream(11).Split((ulong)table);
        var x = new Matrix(Rows, 5);
        for (var j = 0; j < 5; j++)
        {
            var mean = Math.Pow(10, -2 + 8.0 * table / 9) * (1 + j % 2);
            for (var row = 0; row < Rows; row++)
            {
                var scale = 0.2 + 0.3 * (row * 6 / Rows);
                x[row, j] = (float)CountSampler.Poisson(mean * Math.Exp(scale * random.NextNormal()), random);
            }

            // At least one count, so that no column is constant, and an outlier.
            x[(7 * j + 3) % Rows, j] += 1;
            x[(31 * j + 50) % Rows, j] = (float)Math.Round(1e4 * mean);
        }

        return x;
    }
}
