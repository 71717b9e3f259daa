using System.Text.Json;
using Ivae.Evaluation.Disentanglement;
using Ivae.Numerics;

namespace Ivae.Test.Evaluation.Disentanglement;

/// <summary>
/// All scores together: one for what they call perfect, low where theory says that nothing is disentangled.
/// </summary>
public class DisentanglementReportTest
{
    private const int Rows = 6000;

    /// <summary>Three independent factors: 3 levels, 5 levels, continuous on (0, 1).</summary>
    private static readonly Matrix Factors = MakeFactors();

    [Fact]
    public void ComponentwiseMapsOfTheFactorsScoreHigh()
    {
        var latents = FactorScoreTest.Table(
            Rows, row => [Factors[row, 2] * Factors[row, 2], -Factors[row, 0], MathF.Exp(Factors[row, 1])]);
        var report = DisentanglementReport.Compute(latents, Factors);
        Assert.InRange(report.Dci.Disentanglement, 0.99, 1);
        Assert.InRange(report.Dci.Completeness, 0.99, 1);
        Assert.InRange(report.Dci.Informativeness, 0.99, 1);
        // 20 bins of z² do not resolve all of the continuous factor
        Assert.InRange(report.MutualInformationGap, 0.85, 1);
        Assert.InRange(report.Modularity, 0.99, 1);
        Assert.InRange(report.FactorVae, 0.99, 1);
        Assert.InRange(report.BetaVae, 0.99, 1);
        Assert.InRange(report.InterventionalRobustness, 0.9, 1);
        Assert.InRange(report.Explicitness, 0.85, 1); // middle levels are not linearly separable from both sides
        Assert.InRange(report.Sap, 0.5, 0.9); // of 3 levels chance predicts a third
    }

    [Fact]
    public void RotatedFactorsScoreLow()
    {
        var mix = new[,] { { 2 / 3f, 2 / 3f, -1 / 3f }, { -1 / 3f, 2 / 3f, 2 / 3f }, { 2 / 3f, -1 / 3f, 2 / 3f } };
        float[] scale = [1.22f, 0.707f, 3.46f]; // to variance 1
        var latents = FactorScoreTest.Table(Rows, row => [.. Enumerable.Range(0, 3)
            .Select(i => Enumerable.Range(0, 3).Sum(j => mix[i, j] * scale[j] * Factors[row, j]))]);
        var report = DisentanglementReport.Compute(latents, Factors);
        Assert.InRange(report.Dci.Disentanglement, 0, 0.3);
        Assert.InRange(report.Dci.Completeness, 0, 0.3);
        Assert.InRange(report.MutualInformationGap, 0, 0.15);
        Assert.InRange(report.Sap, 0, 0.2);
        Assert.InRange(report.InterventionalRobustness, 0, 0.5);
        Assert.InRange(report.AmariDistance!.Value, 0.5, 1);
    }

    [Fact]
    public void NoiseScoresAtChance()
    {
        var report = DisentanglementReport.Compute(MeanCorrelationCoefficientTest.Normal(Rows, 2, 3), Factors);
        Assert.InRange(report.Dci.Informativeness, 0, 0.02);
        Assert.InRange(report.MutualInformationGap, 0, 0.02);
        Assert.InRange(report.Sap, 0, 0.05);
        Assert.InRange(report.Explicitness, 0.47, 0.53);
        Assert.InRange(report.FactorVae, 0.28, 0.45);
        Assert.InRange(report.BetaVae, 0.28, 0.45);
        Assert.Null(report.AmariDistance);
        Assert.InRange(report.InterventionalRobustness, 0, 0.4);
    }

    [Fact]
    public void DegenerateTablesHaveFiniteScores()
    {
        foreach (var (latents, factors) in new[]
        {
            (new Matrix(50, 2), MeanCorrelationCoefficientTest.Normal(50, 2, 1)),
            (MeanCorrelationCoefficientTest.Normal(50, 1, 1), MeanCorrelationCoefficientTest.Normal(50, 1, 2)),
            (MeanCorrelationCoefficientTest.Normal(50, 3, 1), new Matrix(50, 2)),
            (MeanCorrelationCoefficientTest.Normal(2, 2, 1), MeanCorrelationCoefficientTest.Normal(2, 3, 2)),
        })
        {
            // refuses NaN and infinity
            var json = JsonSerializer.SerializeToElement(DisentanglementReport.Compute(latents, factors));
            Assert.InRange(json.GetProperty("dci").GetProperty("disentanglement").GetDouble(), 0, 1);
            Assert.InRange(json.GetProperty("mutual_information_gap").GetDouble(), 0, 1);
        }
    }

    [Fact]
    public void RepeatsBitForBit()
    {
        var latents = MeanCorrelationCoefficientTest.Normal(Rows, 2, 3);
        Assert.Equal(Dci.Compute(latents, Factors, 4), Dci.Compute(latents, Factors, 4));
        Assert.Equal(FactorVaeScore.Compute(latents, Factors, 4), FactorVaeScore.Compute(latents, Factors, 4));
        Assert.NotEqual(FactorVaeScore.Compute(latents, Factors, 4), FactorVaeScore.Compute(latents, Factors, 5));
    }

    private static Matrix MakeFactors()
    {
        var random = new RandomStream(1);
        return FactorScoreTest.Table(
            Rows, _ => [random.NextInt32(3), random.NextInt32(5) / 2f, (float)random.NextDouble()]);
    }
}
