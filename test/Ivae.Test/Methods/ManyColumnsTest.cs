using Ivae.Data;
using Ivae.Methods;
using Ivae.Numerics;
using Ivae.Simulation.Worlds;
using Ivae.Test.Data;
using Ivae.Training;

namespace Ivae.Test.Methods;

/// <summary>Fits of more columns than a flow takes as they are.</summary>
public sealed class ManyColumnsTest
{
    private static readonly IvaeOptions Few = new()
    {
        LatentDimension = 2,
        Training = new TrainingOptions { Steps = 40, Restarts = 1 },
    };

    private static readonly Dataset Bumps = Made(rows: 400, columns: 150);
    private static readonly IvaeModel Model = (IvaeModel)new IvaeEstimator(Few).Fit(Bumps).Model;

    [Fact]
    public void Auto_takes_a_flow_of_principal_components()
    {
        Assert.IsType<FlowMethod>(Model.Method);
        Assert.Equal(Scaling.Reduce, Model.Options.Preprocessing.Scaling);
        Assert.Equal(150, Model.Observed);
        Assert.InRange(Model.ModelColumns, 2, 32);
        Assert.Equal(150, Model.Reconstruct(Bumps).Columns);
    }

    [Fact]
    public void A_loaded_model_is_the_same()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Of("model.ivae");
        Model.Save(path);
        var loaded = LatentModel.Load(path).Density;
        Assert.Equal(Model.Transform(Bumps).Values, loaded.Transform(Bumps).Values);
        Assert.Equal(Model.Score(Bumps, 1).Elbo, loaded.Score(Bumps, 1).Elbo);
        var (drawn, same) = (Model.Sample(Bumps.Auxiliary, 3), loaded.Sample(Bumps.Auxiliary, 3));
        Assert.Equal(drawn.Observed.Values, same.Observed.Values);
    }

    /// <summary>
    /// The density is one of data units: in other units of all columns it moves by the logarithm of the factor each.
    /// </summary>
    [Fact]
    public void Scores_are_in_data_units()
    {
        var scaled = new Matrix(Bumps.Rows, 150, Array.ConvertAll(Bumps.Observed.Values, value => 4 * value));
        var data = Bumps with { Observed = scaled };
        var model = new IvaeEstimator(Few).Fit(data).Model.Density;
        var (own, other) = (Model.Score(Bumps, 1).MeanElbo, model.Score(data, 1).MeanElbo);
        Assert.Equal(own - 150 * Math.Log(4), other, 0.01 * 150);
    }

    /// <summary>Rows that a model draws are as likely under it as it takes its own noise to be.</summary>
    [Fact]
    public void Drawn_rows_have_the_noise_of_the_model()
    {
        var preprocessing = Model.Description.Preprocessing;
        var (drawn, latents) = Model.Sample(Bumps.Auxiliary, 5);
        var left = 150 - Model.ModelColumns;
        var expected = -0.5 * left * (Math.Log(2 * Math.PI * preprocessing.Reduction!.Variance) + 1);
        Assert.Equal(expected, preprocessing.LogRest(drawn)!.Average(), 2.0); // standard error .4
        var back = Model.Transform(Bumps with { Observed = drawn });
        for (var i = 0; i < back.Values.Length; i++)
            Assert.Equal(latents.Values[i], back.Values[i], 0.02f * (1 + Math.Abs(latents.Values[i])));
    }

    [Fact]
    public void Jacobian_is_that_of_the_decoder()
    {
        const float Step = 0.01f;
        var z = Model.Transform(Bumps).TakeRows([0]);
        var jacobian = Model.DecoderJacobians(z).First();
        for (var i = 0; i < 2; i++)
        {
            var (up, down) = (z.TakeRows([0]), z.TakeRows([0]));
            up[0, i] += Step;
            down[0, i] -= Step;
            var (high, low) = (Model.Decode(up), Model.Decode(down));
            for (var j = 0; j < 150; j++)
                Assert.Equal((high[0, j] - low[0, j]) / (2 * Step), jacobian[j, i], 0.02);
        }
    }

    [Fact]
    public void Rows_may_be_fewer_than_columns()
    {
        var data = Made(rows: 200, columns: 5000, mixing: "fourier");
        var model = new IvaeEstimator(Few).Fit(data).Model;
        Assert.Equal(5000, model.Observed);
        Assert.All(model.Transform(data).Values, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Preparation_ends_when_it_is_cancelled() => Assert.ThrowsAny<OperationCanceledException>(() =>
        new IvaeEstimator(Few).Fit(Bumps, cancellation: new CancellationToken(canceled: true)));

    [Fact]
    public void The_number_of_latents_must_be_given()
    {
        var message = Assert.Throws<ArgumentException>(() =>
            new IvaeEstimator(Few with { LatentDimension = null }).Fit(Bumps)).Message;
        Assert.Contains("150 observed columns would have as many latents", message);
    }

    private static Dataset Made(int rows, int columns, string mixing = "bumps") => World.Generate(
        new() { Mixing = mixing, Latent = 2, Observed = columns, Rows = rows, Levels = 5, Noise = 0.1 }, 3).ToDataset();
}
