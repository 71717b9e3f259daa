using Ivae.Autodiff;
using Ivae.Data;
using Ivae.Distributions;
using Ivae.Methods;
using Ivae.Networks;
using Ivae.Numerics;
using Ivae.Simulation.Worlds;
using Ivae.Test.Autodiff;
using Ivae.Test.Data;
using Ivae.Test.Distributions;
using MathNet.Numerics;

namespace Ivae.Test.Methods;

/// <summary>Models whose prior has a density of free shape for each latent.</summary>
public sealed class FreeShapeTest : IDisposable
{
    private static readonly IvaeOptions Options = new()
    {
        Method = new FlowMethod { SimplerPrior = false, Depth = 2 },
        Prior = new() { FreeShape = true },
        Training = new() { Steps = 800, Restarts = 1 },
        Threads = 1,
    };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AtFirstItIsNearlyNormal()
    {
        var parameters = new ParameterSet<double>();
        var prior = new Prior<double>(
            parameters, Options.Prior with { Conditioner = Conditioner.Table }, new ContextShape(0, [1]), 1,
            new RandomStream(1));
        var sketch = new Sketch();
        var codes = new Codes();
        codes.Resize(1)[0] = 0;
        var z = sketch.Data(1, 1);
        var log = prior.Given(new Context<double>(sketch.Tape, sketch.Data(1, 0), [codes]), z).LogDensity(z);
        var normal = PriorFamily.Gaussian;
        var divergence = Integrate.GaussKronrod(r =>
        {
            z.Value[0] = r;
            sketch.Tape.Forward();
            return Math.Exp(normal.LogDensity(r)) * (normal.LogDensity(r) - log.Value[0]);
        }, -12, 12, 1e-10);
        Assert.InRange(divergence, 0, 0.01);
    }

    /// <summary>Far out, where every component underflows, density and slope are still those of the nearest.</summary>
    [Fact]
    public void FarOutNothingOverflows()
    {
        var sketch = new Sketch();
        var z = sketch.Leaf(1, 1);
        z.Value[0] = 1000;
        var density = new FreeShapeDensity<double>(
            null, null, sketch.Data(2, 1, [0, 0]), sketch.Data(2, 1, [-1, 1]), sketch.Data(2, 1, [-5, -5]));
        var loss = density.LogDensity(z).Average();
        GradientCheck.EveryEntry(sketch.Tape, sketch.Parameters, loss, "far out");
        Assert.InRange(loss.Value[0], -1e11, -1e9);
    }

    [Fact]
    public void SparseSourcesAreMoreLikelyThanUnderAGaussian()
    {
        var data = Sparse(3000, 1);
        var test = Sparse(3000, 1, from: 3000);
        double Held(IvaeOptions options) =>
            ((IvaeModel)new IvaeEstimator(options).Fit(data).Model).Score(test, 1).Elbo.Average();
        var gaussian = Held(Options with { Prior = new() { Family = PriorFamily.Gaussian } });
        var free = Held(Options);
        Assert.True(free > gaussian + 0.3, $"{free} {gaussian}");
    }

    [Fact]
    public void ItIsSavedSampledAndHasTheMomentsItSaysItHas()
    {
        var data = Sparse(1000, 2);
        var fit = new IvaeEstimator(Options with { Training = Options.Training with { Steps = 100 } }).Fit(data);
        Assert.DoesNotContain(fit.Stages, stage => stage.Name == FitStage.Family);
        var model = (IvaeModel)fit.Model;
        IvaeModelFile.Save(model, folder.Of("model.ivae"));
        var again = (IvaeModel)IvaeModelFile.Load(folder.Of("model.ivae"));
        Assert.True(again.Description.Options.Prior.FreeShape);
        Assert.Equal(model.Score(data, 1).Elbo, again.Score(data, 1).Elbo);

        var one = data.TakeRows([.. Enumerable.Repeat(7, 20_000)]).Auxiliary;
        var latents = model.Sample(one, 3).Latents;
        Assert.Equal(latents.Values, again.Sample(one, 3).Latents.Values);
        var (mean, deviation) = model.Prior(one);
        for (var i = 0; i < model.Latents; i++)
        {
            double centre = mean[0, i], variance = Math.Pow(deviation[0, i], 2);
            double[] draws = [.. latents.Column(i).Select(value => (double)value)];
            MonteCarlo.MeanIs(centre, draws, "mean");
            MonteCarlo.MeanIs(variance, [.. draws.Select(z => (z - centre) * (z - centre))], "variance");
        }
    }

    [Fact]
    public void ItIsRefusedWhereItCannotBe()
    {
        void Refused(IvaeOptions options, string text) =>
            Assert.Contains(text, Assert.Throws<ArgumentException>(options.Validate).Message);
        Refused(Options with { Prior = Options.Prior with { Family = PriorFamily.Laplace } },
            "prior.free_shape is true and prior.family is laplace");
        foreach (var method in (string[])["vae", "pi-vae", "tcl", "pca"])
            Refused(Options with { Method = Method.Named(method) },
                $"prior.free_shape is true and method \"{method}\" needs it to be false");
        (Options with { Method = Method.Named("ivae") }).Validate();
        (Options with { Method = Method.Named("auto") }).Validate();
    }

    private static Dataset Sparse(int rows, ulong seed, int from = 0)
    {
        var world = World.Generate(
            new() { Mixing = "linear", Sources = ["sparse"], Latent = 2, Levels = 8, Rows = 6000 }, seed);
        return world.ToDataset().TakeRows([.. new RandomStream(9).Permutation(6000)[from..(from + rows)]]);
    }
}
