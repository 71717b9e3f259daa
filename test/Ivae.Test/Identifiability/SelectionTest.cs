using Ivae.Distributions;
using Ivae.Identifiability;
using Ivae.Methods;
using Ivae.Reporting;
using Ivae.Simulation;

namespace Ivae.Test.Identifiability;

public class SelectionTest
{
    [Fact]
    public void TheNumberOfLatentsIsWhereTheLikelihoodStopsRising()
    {
        var data = Simulator.Generate(SimulationPresets.Paper with
        {
            Latent = 2,
            Observed = 5,
            Segments = 10,
            RowsPerSegment = 150,
            MixingLayers = 1,
            NoiseVariance = 0.01,
            ConditionDraws = 100,
        }, 2).ToDataset();
        var selection = ModelSelection.Of(
            new IvaeOptions { Training = new() { Steps = 1000 } }, data, [1, 2, 3], [PriorFamily.Gaussian]);
        Assert.True(selection.Recommended.Latents == 2, string.Join(Environment.NewLine, selection.Candidates));
        Assert.Equal(3, selection.Candidates.Count);
        Assert.Contains("Take 2 latents with a Gaussian prior.", selection.Sentence);
        Assert.Contains("Take 2 latents", SelectionReport.Render(selection, "x.csv"));
    }

    /// <summary>Heavy-tailed sources: the likelihood of held-out rows is higher under their own family.</summary>
    [Theory]
    [InlineData("laplace", "laplace")]
    [InlineData("gaussian", "gaussian")]
    public void TheFamilyIsThatOfTheSources(string source, string expected)
    {
        var simulation = SimulationPresets.Paper with
        {
            Latent = 2,
            Observed = 2,
            Segments = 8,
            RowsPerSegment = 250,
            MixingLayers = 1,
            Source = PriorFamily.Named(source),
            ConditionDraws = 50,
        };
        var data = Simulator.Generate(simulation, 4).ToDataset();
        var selection = ModelSelection.Of(new IvaeOptions { Training = new() { Steps = 600 } }, data, [2],
            [PriorFamily.Gaussian, PriorFamily.Laplace]);
        Assert.Equal(expected, selection.Recommended.Family.Name);
    }

    [Fact]
    public void APlanSaysHowMuchMoreIsNeeded()
    {
        var planned = SimulationPresets.Paper with
        {
            Latent = 2,
            Observed = 2,
            Segments = 2,
            RowsPerSegment = 20,
            MixingLayers = 1,
            ConditionDraws = 20,
        };
        var plan = Plan.Of(planned,
            new IvaeOptions { Prior = new() { Modulates = Modulation.Scale }, Training = new() { Steps = 100 } },
            repeats: 1);
        Assert.Equal(EquivalenceClass.None, plan.Guarantee.Class); // 2 segments where n + 1 = 3 are needed
        Assert.StartsWith("Nothing is guaranteed.", plan.Sentence);
        Assert.Equal((2, 20), (plan.Cases[0].Segments, plan.Cases[0].RowsPerSegment));
        Assert.Equal(5, plan.Cases.Count);
    }
}
