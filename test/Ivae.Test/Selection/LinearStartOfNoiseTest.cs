using Ivae.Distributions;
using Ivae.Evaluation;
using Ivae.Methods;
using Ivae.Simulation.Langevin;

namespace Ivae.Test.Selection;

/// <summary>An iVAE that goes on from linear ICA, where the latents of a flow leave much of bent columns.</summary>
public class LinearStartOfNoiseTest
{
    [Fact]
    public void Its_encoder_reads_x_alone_and_each_column_has_its_noise()
    {
        var options = AutoMethod.Automatic.FromLinear(new IvaeOptions { LatentDimension = 6 }).Resolve(30);
        Assert.True(options.Prior.FreeShape);
        Assert.Equal(NoiseVariance.LearnedPerColumn, options.Likelihood.Noise);
        Assert.NotEqual(true, Assert.IsType<IvaeMethod>(options.Method).Posterior.ReadsAuxiliary);
        Assert.Empty(options.Method.Problems(options, "method"));
        var fixedNoise = AutoMethod.Automatic.FromLinear(
            new IvaeOptions { Likelihood = new() { Noise = NoiseVariance.Fixed } });
        Assert.Equal(NoiseVariance.Fixed, fixedNoise.Likelihood.Noise);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void The_default_finds_the_latents_of_the_energy_landscape()
    {
        var data = LangevinSimulator.Generate(new() { Trajectories = 1, Frames = 5000 }, 1).ToDataset();
        var fit = new IvaeEstimator(new IvaeOptions { LatentDimension = 6 }).Fit(data);
        Assert.Equal("ivae", fit.Model.Method.Name);
        Assert.Contains(fit.Warnings, warning =>
            warning.Contains("started from independent components", StringComparison.Ordinal));
        var score = LatentEvaluation.Compare(fit.Model.Transform(data), data.Sources!);
        Assert.True(score.MccHeldOut > 0.95, $"{score.MccHeldOut:F3}");
    }
}
