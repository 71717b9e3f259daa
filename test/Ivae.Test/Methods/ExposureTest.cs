using Ivae.Data;
using Ivae.Distributions;
using Ivae.Evaluation;
using Ivae.Methods;
using Ivae.Numerics;
using Ivae.Test.Cli;
using TemporaryFolder = Ivae.Test.Cli.TemporaryFolder;

namespace Ivae.Test.Methods;

/// <summary>Counts whose rows were observed for longer, or deeper, than others.</summary>
public sealed class ExposureTest : IDisposable
{
    private const int Rows = 900;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static IvaeOptions Options(int steps) => new()
    {
        Method = new IvaeMethod(),
        LatentDimension = 2,
        Likelihood = new() { Family = LikelihoodFamily.Poisson },
        Training = new() { Steps = steps, Restarts = 1 },
    };

    [Fact]
    public void One_exposure_of_all_rows_changes_nothing()
    {
        var data = Simulated(depth: 1);
        var plain = Latents(data with { Exposure = null }, 30);
        Assert.Equal(plain, Latents(data with { Exposure = [.. Enumerable.Repeat(7f, Rows)] }, 30));
        Assert.NotEqual(plain, Latents(Simulated(depth: 100), 30));

        static float[] Latents(Dataset data, int steps) =>
            new IvaeEstimator(Options(steps)).Fit(data).Model.Transform(data).Values;
    }

    [Fact]
    public void New_rows_of_a_model_that_is_trained_on_have_its_usual_exposure()
    {
        var data = Simulated(depth: 1);
        var model = new IvaeEstimator(Options(30)).Fit(data).Model;
        var deeper = data with { Exposure = [.. Enumerable.Repeat(20f, Rows)] };
        var on = new IvaeEstimator(model.Options with { Training = model.Options.Training with { Steps = 1 } })
        {
            Start = model,
        }.Fit(deeper);
        Assert.All(on.Data.LogExposure!, log => Assert.Equal(Math.Log(20), log, 5));
        Assert.Equal(0, on.Model.Options.Likelihood.LogExposure!.Value, 5);
    }

    [Fact]
    public void Latents_do_not_follow_the_exposure_where_it_is_known()
    {
        var data = Simulated(depth: 100);
        var (known, unknown) = (Follows(data), Follows(data with { Exposure = null }));
        Assert.True(known.Mcc > 0.85 && known.Mcc > unknown.Mcc, $"{known} {unknown}");
        Assert.True(known.Depth < 0.2 && unknown.Depth > 0.5, $"{known} {unknown}");

        // MCC with the sources, and the largest correlation of a latent with log exposure.
        static (double Mcc, double Depth) Follows(Dataset data)
        {
            var latents = new IvaeEstimator(Options(600)).Fit(data).Model.Transform(data);
            var depth = new Matrix(Rows, 1, [.. Simulated(100).Exposure!.Select(one => MathF.Log(one))]);
            var followed = Correlation.Pearson(latents, depth);
            return (LatentEvaluation.Compare(latents, data.Sources!, null, 1).Mcc,
                Math.Max(Math.Abs(followed[0, 0]), Math.Abs(followed[1, 0])));
        }
    }

    [Fact]
    public void Rates_are_proportional_to_exposure_and_models_keep_it()
    {
        var data = Simulated(depth: 100);
        var model = new IvaeEstimator(Options(100)).Fit(data).Model.Density;
        var latents = model.Transform(data);
        var (once, twice) = (model.Decode(latents, data.Exposure!),
            model.Decode(latents, [.. data.Exposure!.Select(one => 2 * one)]));
        for (var i = 0; i < once.Values.Length; i++)
            Assert.Equal(2 * once.Values[i], twice.Values[i], 1e-4 * twice.Values[i]);
        Assert.Equal(once.Values, model.Reconstruct(data).Values);
        var deep = model.Sample(data.Auxiliary, [.. Enumerable.Repeat(5000f, Rows)], 3).Observed;
        var flat = model.Sample(data.Auxiliary, [.. Enumerable.Repeat(50f, Rows)], 3).Observed;
        Assert.Equal(100, deep.Values.Sum(value => (double)value) / flat.Values.Sum(value => (double)value), 5.0);

        var path = folder.Path("model.ivae");
        model.Save(path);
        var loaded = LatentModel.Load(path).Density;
        Assert.Equal(latents.Values, loaded.Transform(data).Values);
        Assert.Equal(model.Score(data, 3).Elbo, loaded.Score(data, 3).Elbo);
        var without = data with { Exposure = null };
        Assert.Contains("has an exposure of counts, and the data none",
            Assert.Throws<ArgumentException>(() => loaded.Transform(without)).Message);
        var gaussian = Options(10) with { Likelihood = new() };
        Assert.Contains("exposure multiplies the rates of counts",
            Assert.Throws<DataException>(() => new IvaeEstimator(gaussian).Fit(data)).Message);
    }

    [Fact]
    public void Commands_take_exposure_from_a_column_or_the_sum()
    {
        var data = Simulated(depth: 100);
        var path = folder.Write("counts.csv", "a,b,c,d,e,f,u,depth\n" + string.Concat(Enumerable.Range(0, Rows)
            .Where(row => data.Observed.Row(row).IndexOfAnyExcept(0f) >= 0)
            .Select(row => $"{string.Join(',', data.Observed.Row(row).ToArray())},{row * 5 / Rows},"
                + $"{data.Exposure![row]:R}\n")));
        foreach (var exposure in new[] { "depth", "sum" })
        {
            var model = folder.Path(exposure);
            var fit = CliRun.Of("fit", path, "--auxiliary", "u", "--exposure", exposure, "--exclude",
                exposure == "sum" ? "depth" : "1:1", "--latent", "2", "--set", "likelihood.family=poisson", "--set",
                "training.steps=30", "--out", model);
            Assert.True(fit.Code == 0, fit.Messages);
            Assert.Equal(0, CliRun.Of("transform", model, path).Code);
            Assert.Equal(0, CliRun.Of("score", model, path).Code);
            Assert.Equal(0, CliRun.Of("sample", model, "--rows", "3").Code);
        }

        var lacks = folder.Write("lacks.csv", "a,b,c,d,e,f,u\n1,2,3,4,5,6,0\n");
        Assert.Contains("depth", CliRun.Of("transform", folder.Path("depth"), lacks).Messages);
        Assert.Equal(0, CliRun.Of("transform", folder.Path("sum"), lacks).Code);
        var zero = folder.Write("zero.csv", "a,b,c,d,e,f,u,depth\n0,0,0,0,0,0,0,0\n");
        Assert.Contains("row 1 has no counts", CliRun.Of("transform", folder.Path("sum"), zero).Messages);
        Assert.Contains("exposure of row 1 is 0", CliRun.Of("transform", folder.Path("depth"), zero).Messages);
    }

    /// <summary>Two sources in five segments, six log-rates linear in them, and exposures from 1 to a depth.</summary>
    private static Dataset Simulated(double depth)
    {
        var random = new RandomStream(4);
        var (x, s) = (new Matrix(Rows, 6), new Matrix(Rows, 2));
        var exposure = new float[Rows];
        double[] weights = [1, 0.2, -0.7, 0.9, 0.4, -1, -0.3, 0.8, 1, 0.1, -0.8, -0.6];
        double[] scales = [0.3, 1.2, 0.5, 1, 0.8, 1.1, 0.2, 0.9, 0.4, 1.3];
        for (var row = 0; row < Rows; row++)
        {
            exposure[row] = (float)Math.Exp(Math.Log(depth) * random.NextDouble());
            for (var i = 0; i < 2; i++)
                s[row, i] = (float)(scales[row * 5 / Rows * 2 + i] * random.NextNormal());
            for (var j = 0; j < 6; j++)
                x[row, j] = (float)CountSampler.Poisson(
                    exposure[row] * Math.Exp(2 + weights[2 * j] * s[row, 0] + weights[2 * j + 1] * s[row, 1]), random);
        }

        return Dataset.Of(x).WithLabels("u", [.. Enumerable.Range(0, Rows).Select(row => row * 5 / Rows)]) with
        {
            Sources = s,
            Exposure = exposure,
        };
    }
}
