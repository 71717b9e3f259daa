using Ivae.Distributions;
using Ivae.Methods;
using Ivae.Networks;
using Ivae.Simulation;
using Ivae.Training;

namespace Ivae.Test.Methods;

/// <summary>Whole fits of the VAE family: they train, repeat, and survive their file.</summary>
public class VaeFamilyFitTest
{
    private static readonly SimulatedData Data = Simulator.Generate(
        SimulationPresets.Paper with
        {
            Latent = 2,
            Observed = 3,
            Segments = 4,
            RowsPerSegment = 60,
            ConditionDraws = 20,
        }, 1);

    private static readonly NetworkOptions Network = new() { HiddenWidths = [8] };

    public static TheoryData<string, PriorShape> Fits
    {
        get
        {
            var all = new TheoryData<string, PriorShape>();
            foreach (var method in Method.All.Where(m => m.HasDensity && !m.MaximisesBound))
                all.Add(method.Name, PriorShape.Isotropic);
            foreach (var shape in Enum.GetValues<PriorShape>())
                all.Add("vae", shape);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Fits))]
    public void AFitRaisesItsObjectiveRepeatsAndSurvivesItsFile(string method, PriorShape shape)
    {
        var family = method switch
        {
            "factor-vae" => new FactorVaeMethod { Layers = 2, Width = 8 },
            "capacity-vae" => new CapacityVaeMethod { Capacity = 8, AnnealingFraction = 0 },
            _ => (VaeFamilyMethod)Method.Named(method),
        };
        var options = new IvaeOptions
        {
            Method = family with { Posterior = new() { Network = Network } },
            LatentDimension = 2,
            Prior = new()
            {
                Shape = new()
                {
                    Kind = shape,
                    Scales = shape == PriorShape.Anisotropic ? [2, 0.5] : [],
                    ClusterDeviation = 0.2,
                },
                Network = Network,
            },
            Likelihood = new() { Network = Network },
            Training = new() { Epochs = 15, BatchSize = 32 },
        };
        var fit = new IvaeEstimator(options).Fit(Data.ToDataset());
        Assert.Equal(TrainingOutcome.Completed, fit.Training.Outcome);
        Assert.True(fit.Training.History.Max(epoch => epoch.TrainingBound) > fit.Training.History[0].TrainingBound);
        var model = Assert.IsType<IvaeModel>(fit.Model);
        var latents = model.Transform(Data.ToDataset());
        Assert.Equal(
            latents.Values, new IvaeEstimator(options).Fit(Data.ToDataset()).Model.Transform(Data.ToDataset()).Values);

        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.ivae");
        model.Save(path);
        var loaded = Assert.IsType<IvaeModel>(LatentModel.Load(path));
        File.Delete(path);
        Assert.Equal(latents.Values, loaded.Transform(Data.ToDataset()).Values);
        Assert.Equal(model.Description.Options.Prior.Shape.Scales, loaded.Description.Options.Prior.Shape.Scales);
        var auxiliary = Data.ToDataset().Auxiliary;
        Assert.Equal(model.Sample(auxiliary, 3).Latents.Values, loaded.Sample(auxiliary, 3).Latents.Values);
        Assert.All(model.Score(Data.ToDataset(), 3).ImportanceWeighted, bound => Assert.True(double.IsFinite(bound)));
        if (shape == PriorShape.PrincipalComponents)
            Assert.True(model.Description.Options.Prior.Shape.Scales is [var first, var second] && first > second
                && Math.Abs(first * first + second * second - 2) < 1e-6);
    }

    [Theory]
    [InlineData(PriorShape.Anisotropic)]
    [InlineData(PriorShape.StudentT)]
    [InlineData(PriorShape.Mixture)]
    [InlineData(PriorShape.SpikeAndSlab)]
    public void SamplesHaveTheMomentsOfThePrior(PriorShape shape)
    {
        var options = new IvaeOptions
        {
            Method = new VaeMethod { Posterior = new() { Network = Network } },
            LatentDimension = 2,
            Prior = new() { Shape = new() { Kind = shape, Scales = [2, 0.5] } },
            Likelihood = new() { Network = Network },
            Training = new() { Epochs = 1 },
        };
        var model = (IvaeModel)new IvaeEstimator(options).Fit(Data.ToDataset()).Model;
        var auxiliary = Ivae.Data.Auxiliary.None(20_000);
        var (mean, deviation) = model.Prior(auxiliary);
        var latents = model.Sample(auxiliary, 1).Latents;
        for (var i = 0; i < 2; i++)
        {
            Distributions.MonteCarlo.MeanIs(
                mean[0, i], [.. latents.Column(i).Select(z => (double)z)], $"mean of {shape}");
            Distributions.MonteCarlo.MeanIs(deviation[0, i] * deviation[0, i],
                [.. latents.Column(i).Select(z => (double)z * z)], $"variance of {shape}");
        }
    }
}
