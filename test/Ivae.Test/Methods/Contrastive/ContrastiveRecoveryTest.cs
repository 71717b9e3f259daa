using Ivae.Data;
using Ivae.Distributions;
using Ivae.Evaluation;
using Ivae.Methods;
using Ivae.Numerics;
using Ivae.Simulation;

namespace Ivae.Test.Methods.Contrastive;

/// <summary>
/// Whether methods that tell things apart find the sources, and do not where there is nothing to be told apart; scored
/// on held-out rows.
/// </summary>
public class ContrastiveRecoveryTest
{
    private const string Paper = "paper-d5-gauss-seed1.npz";

    private static readonly SimulationOptions Small = SimulationPresets.Paper with
    {
        Latent = 3,
        Observed = 3,
        Segments = 20,
        RowsPerSegment = 500,
        MixingLayers = 2,
    };
    private static readonly SimulationOptions InTime =
        SimulationPresets.All["pcl"] with { Latent = 3, Observed = 3, Segments = 10 };

    /// <summary>The easiest case of each: few sources and little training.</summary>
    [Theory]
    [InlineData("tcl", 0.85)]
    [InlineData("pcl", 0.97)]
    [InlineData("gcl", 0.9)]
    public void SourcesComeBack(string method, double atLeast)
    {
        var options = method == "pcl" ? InTime : method == "tcl" ? Small with { Source = PriorFamily.Laplace } : Small;
        var (score, _) = Fit(Simulator.Generate(options, 5).ToDataset(), method, 2500);
        Assert.True(score > atLeast, $"{score}");
    }

    /// <summary>
    /// Negative control: rows in random order have no past, and segments dealt out at random say nothing; no question
    /// about them can be answered.
    /// </summary>
    [Theory]
    [InlineData("tcl", 0.05)]
    [InlineData("pcl", 0.5)]
    [InlineData("gcl", 0.5)]
    public void NothingIsFoundInShuffledRows(string method, double chance)
    {
        var data = Simulator.Generate(method == "pcl" ? InTime : Small, 5).ToDataset();
        var shuffled = data.TakeRows(new RandomStream(1).Permutation(data.Rows));
        var (score, accuracy) = Fit(
            new Dataset
            {
                Observed = shuffled.Observed,
                ObservedNames = data.ObservedNames,
                RowNumbers = data.RowNumbers,
                Sources = shuffled.Sources,
                Auxiliary = data.Auxiliary,
            },
            method,
            1000);
        Assert.Equal(chance, accuracy!.Value, 0.03);
        Assert.True(score < 0.85, $"{score}");
    }

    /// <summary>
    /// A linear mixing is undone by FastICA, Picard and Infomax and not by principal components; a nonlinear one by
    /// neither.
    /// </summary>
    [Theory]
    [InlineData("fastica", 1, 0.99, 1)]
    [InlineData("picard", 1, 0.99, 1)]
    [InlineData("infomax", 1, 0.99, 1)]
    [InlineData("pca", 1, 0, 0.95)]
    [InlineData("fastica", 3, 0, 0.9)]
    public void LinearMethodsUndoLinearMixings(string method, int layers, double atLeast, double atMost)
    {
        var simulation = Small with { Source = PriorFamily.Laplace, MixingLayers = layers };
        var (score, _) = Fit(Simulator.Generate(simulation, 5).ToDataset(), method, 1);
        Assert.InRange(score, atLeast, atMost);
    }

    /// <summary>
    /// The home ground of TCL: Laplace sources whose scale moves, three mixing layers of one matrix; its latents
    /// against |s|.
    /// </summary>
    [Fact]
    [Trait("Category", "Slow")]
    public void TclFindsTheAbsoluteValuesOfLaplaceSources()
    {
        var (score, _) = Fit(Simulator.Generate(SimulationPresets.All["laplace"], 1).ToDataset(), "tcl", 20_000);
        Assert.True(score > 0.9, $"{score}");
    }

    /// <summary>
    /// Where one source alone tells the segments apart, TCL answers well and finds little (Khemakhem et al. 2020,
    /// supplement H.2).
    /// </summary>
    [Theory]
    [InlineData(10)]
    [InlineData(20)]
    [Trait("Category", "Slow")]
    public void TclAnswersWellAndFindsLittleOnAStaircase(int segments)
    {
        // Steps of 2 can be told apart nine times in ten only where the standard deviations are small beside them.
        var options = SimulationPresets.All["staircase"] with { Segments = segments, ScaleLow = 0.1, ScaleHigh = 0.6 };
        var (score, accuracy) = Fit(Simulator.Generate(options, 1).ToDataset(), "tcl", 20_000);
        Assert.True(accuracy > 0.9, $"accuracy {accuracy}");
        Assert.True(score < 0.7, $"{score}");
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void PclRecoversAutoregressiveSources()
    {
        var (score, _) = Fit(Simulator.Generate(SimulationPresets.All["pcl"], 1).ToDataset(), "pcl", 20_000);
        Assert.True(score > 0.98, $"{score}");
    }

    /// <summary>
    /// Single starts may end where two sources stay mixed; the bound on held-out rows tells them apart.
    /// </summary>
    [SharedDataFact(Paper)]
    [Trait("Category", "Slow")]
    public void GclRecoversThePaperSources()
    {
        var (score, _) = Fit(DatasetReader.Read(SharedData.Path(Paper)), "gcl", 10_000, restarts: 4);
        Assert.True(score > 0.9, $"{score}");
    }

    /// <summary>
    /// MCC on held-out rows, matched on the training rows, with what the method's latents estimate; and the share of
    /// right answers.
    /// </summary>
    private static (double Score, double? Accuracy) Fit(Dataset data, string method, int steps, int restarts = 1)
    {
        var fit = new IvaeEstimator(
            new IvaeOptions { Method = Method.Named(method), Training = new() { Steps = steps, Restarts = restarts } })
            .Fit(data);
        var sources = Ivae.Reporting.FitSummary.Comparable(fit.Model, data.Sources!);
        var score = MeanCorrelationCoefficient.ComputeHeldOut(
            fit.Model.Transform(data), sources, [.. fit.TrainingRows], [.. fit.HeldOutRows]).Score;
        return (score, ((FeatureModel)fit.Model).Accuracy);
    }
}
