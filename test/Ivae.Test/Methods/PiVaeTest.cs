using Ivae.Data;
using Ivae.Distributions;
using Ivae.Evaluation;
using Ivae.Methods;
using Ivae.Simulation;
using Ivae.Test.Autodiff;

namespace Ivae.Test.Methods;

/// <summary>pi-VAE (Zhou and Wei 2020): q(z | x, u) is q(z | x) times p(z | u).</summary>
public class PiVaeTest
{
    private static readonly IvaeOptions Counts = new()
    {
        Method = new PiVaeMethod(),
        LatentDimension = 2,
        Likelihood = new() { Family = LikelihoodFamily.Poisson },
    };

    [Theory]
    [InlineData("one")]
    [InlineData("two")]
    [InlineData("numeric")]
    [InlineData("mixed")]
    public void TheBoundHasItsGradient(string auxiliary)
    {
        foreach (var family in LikelihoodFamily.All)
            foreach (var modulates in Enum.GetValues<Modulation>())
            {
                var options = SmallModel.Options(new PriorOptions { Modulates = modulates },
                    new PosteriorOptions { Covariance = PosteriorCovariance.Diagonal },
                    new LikelihoodOptions { Family = family });
                foreach (var (latents, rows) in new[] { (2, 4), (1, 1) })
                {
                    var model = new SmallModel(
                        SmallModel.With(options, new PiVaeMethod()), auxiliary, latents: latents, rows: rows);
                    GradientCheck.EveryEntry(model.Graph.Tape, model.Network.Parameters, model.Graph.Loss,
                        $"{family}, {modulates}, {auxiliary}, {rows}");
                }
            }
    }

    /// <summary>
    /// Latents of rows with u are the precision-weighted mean of those without and the prior's; those without do not
    /// see u.
    /// </summary>
    [Fact]
    public void LatentsCombineWhatXAndUSay()
    {
        var data =
            Simulator.Generate(SimulationPresets.All["pi-vae-discrete"] with { Observed = 20, RowsPerSegment = 40 }, 1)
                .ToDataset();
        var model = (IvaeModel)new IvaeEstimator(Counts with { Training = new() { Epochs = 3 } }).Fit(data).Model;
        Assert.False(model.EncoderReadsAuxiliary);
        var (mean, deviation) = model.Posterior(data);
        var (m, v) = model.Posterior(WithoutAuxiliary(data));
        var (mu, sigma) = model.Prior(data.Auxiliary);
        for (var i = 0; i < mean.Values.Length; i++)
        {
            var (p, q) = (1 / Math.Pow(v.Values[i], 2), 1 / Math.Pow(sigma.Values[i], 2));
            Assert.Equal((p * m.Values[i] + q * mu.Values[i]) / (p + q), mean.Values[i], 1e-4);
            Assert.Equal(1 / Math.Sqrt(p + q), deviation.Values[i], 1e-4);
        }

        Assert.Equal(m.Values, model.Transform(WithoutAuxiliary(data)).Values);
        Assert.Equal(mean.Values, model.Transform(data).Values);
    }

    [Fact]
    public void ItsPriorIsGaussianAndItsEncoderReadsXAlone()
    {
        Assert.Equal(PosteriorCovariance.Diagonal, Counts.Resolve(10).Method.Covariance);
        foreach (var wrong in new[]
        {
            Counts with { Prior = new() { Family = PriorFamily.Laplace } },
            Counts with { Method = new PiVaeMethod { Posterior = new() { ReadsAuxiliary = true } } },
        })
            Assert.Contains("choose method ivae", Assert.Throws<ArgumentException>(wrong.Validate).Message);
    }

    /// <summary>A small one of its simulations.</summary>
    [Fact]
    public void LatentsOfCountsComeBackUpToAnAffineMap()
    {
        var data =
            Simulator.Generate(SimulationPresets.All["pi-vae-continuous"] with { RowsPerSegment = 200 }, 1).ToDataset();
        var score = RSquared(data, Counts with { Training = new() { Steps = 1500 } });
        Assert.True(score.Min() > 0.9, $"{score[0]}, {score[1]}");
    }

    /// <summary>Both of its simulations as published, in the number of neurons, rows and latents.</summary>
    [Theory]
    [Trait("Category", "Slow")]
    [InlineData("pi-vae-discrete")]
    [InlineData("pi-vae-continuous")]
    public void PublishedSimulationsComeBackUpToAnAffineMap(string preset)
    {
        var score = RSquared(Simulator.Generate(SimulationPresets.All[preset], 1).ToDataset(),
            Counts with { Training = new() { Steps = 5000, Restarts = 4 } });
        Assert.True(score.Average() > 0.95, $"{score[0]}, {score[1]}");
    }

    private static double[] RSquared(Dataset data, IvaeOptions options)
    {
        var fit = new IvaeEstimator(options).Fit(data);
        return LinearMap.RSquared(fit.Model.Transform(data), data.Sources!);
    }

    private static Dataset WithoutAuxiliary(Dataset data) => new()
    {
        Observed = data.Observed,
        ObservedNames = data.ObservedNames,
        RowNumbers = data.RowNumbers,
        Auxiliary = Auxiliary.None(data.Rows),
    };
}
