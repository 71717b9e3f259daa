using Ivae.Distributions;
using Ivae.Evaluation.Disentanglement;
using Ivae.Methods;
using Ivae.Networks;
using Ivae.Numerics;
using Ivae.Simulation;

namespace Ivae.Test.Methods;

/// <summary>The pinwheel of Mathieu et al. 2019: a prior with clusters gives clusters, a round one does not.</summary>
public class PinwheelTest
{
    private static readonly SimulatedData Data = Simulator.Generate(SimulationPresets.All["pinwheel"], 1);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [Trait("Category", "Slow")]
    public void AMixturePriorGivesFourClustersAndARoundOneDoesNot(ulong seed)
    {
        var (mixture, mixtureLatents) = Fit(PriorShape.Mixture, seed);
        Assert.Equal(4, mixture.Clusters);
        Assert.InRange(mixture.Purity, 0.95, 1);
        Assert.InRange(NearestModePurity(mixtureLatents), 0.95, 1);
        var (round, _) = Fit(PriorShape.Isotropic, seed);
        // the arms are separate, and not far apart
        Assert.Equal(1, ClusterPurity.Compute(Data.Observed, Data.Segment).Clusters);
        Assert.True(round.Clusters != 4 && round.Purity < 0.95, $"round prior: {round}");
    }

    private static (ClusterPurity Score, Matrix Latents) Fit(PriorShape shape, ulong seed)
    {
        var options = new IvaeOptions
        {
            Method = new DecompositionMethod
            {
                Alpha = 10,
                Beta = 0.1,
                Posterior = new() { Network = new() { Initialiser = Initialiser.Xavier } },
            },
            Prior = new() { Shape = new() { Kind = shape } },
            Training = new() { Steps = 3000 },
            Likelihood = new() { Network = new() { Initialiser = Initialiser.Xavier } },
            Seed = seed,
        };
        var latents = new IvaeEstimator(options).Fit(Data.ToDataset()).Model.Transform(Data.ToDataset());
        return (ClusterPurity.Compute(latents, Data.Segment), latents);
    }

    /// <summary>Purity when each point belongs to the nearest of (±1, 0) and (0, ±1).</summary>
    private static double NearestModePurity(Matrix z)
        => Enumerable.Range(0, z.Rows)
            .GroupBy(row => (Math.Abs(z[row, 0]) > Math.Abs(z[row, 1]),
                Math.Abs(z[row, 0]) > Math.Abs(z[row, 1]) ? z[row, 0] > 0 : z[row, 1] > 0))
            .Sum(mode => mode.GroupBy(row => Data.Segment[row]).Max(arm => arm.Count())) / (double)z.Rows;
}
