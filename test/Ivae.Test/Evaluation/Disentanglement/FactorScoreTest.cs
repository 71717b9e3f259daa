using Ivae.Evaluation.Disentanglement;
using Ivae.Numerics;

namespace Ivae.Test.Evaluation.Disentanglement;

/// <summary>The scores by hand, on tables small enough.</summary>
public class FactorScoreTest
{
    /// <summary>Every combination of two binary factors, ten times.</summary>
    private static readonly Matrix Grid = Table(40, row => [row / 2 % 2, row / 4 % 2]);

    [Fact]
    public void LevelsAreValuesOrGroupsOfEqualSize()
    {
        var few = FactorLevels.Of([3, -1, 3, 7]);
        Assert.Equal((3, true), (few.Count, few.Discrete));
        Assert.Equal([1, 0, 1, 2], few.Codes);
        var many = FactorLevels.Of([.. Enumerable.Range(0, 100).Reverse().Select(i => (float)i)]);
        Assert.Equal((20, false), (many.Count, many.Discrete));
        Assert.Equal([19, 19, 19, 19, 19, 18], many.Codes[..6]);
        Assert.All(many.Rows(), rows => Assert.Equal(5, rows.Length));
        var tied = FactorLevels.Of([.. Enumerable.Range(0, 100).Select(i => (float)Math.Max(i, 60))]);
        // groups begin at 60 (61 times), 65, 70, … 95
        Assert.Equal((8, 65), (tied.Count, tied.Codes.Count(code => code == 0)));
    }

    [Fact]
    public void BinsAreOfEqualWidth()
    {
        Assert.Equal([0, 0, 1, 19, 19], MutualInformation.EqualWidth([0, 0.99f, 1, 19.5f, 20]));
        Assert.Equal([0, 0], MutualInformation.EqualWidth([5, 5]));
    }

    [Fact]
    public void MutualInformationGapByHand()
    {
        Assert.Equal(1, MutualInformationGap.Compute(Grid, Grid), 1e-12);
        Assert.Equal(0, MutualInformationGap.Compute(Grid.TakeColumns([0, 0, 1, 1]), Grid), 1e-12);

        // A third latent a ∧ b: H = ¼ ln 4 + ¾ ln 4/3, H given a = ½ ln 2.
        var both = Table(40, row => [Grid[row, 0], Grid[row, 1], Grid[row, 0] * Grid[row, 1]]);
        var shared = 0.25 * Math.Log(4) + 0.75 * Math.Log(4.0 / 3) - 0.5 * Math.Log(2);
        Assert.Equal(1 - shared / Math.Log(2), MutualInformationGap.Compute(both, Grid), 1e-12);

        // A constant factor counts 0; a single latent has nothing beside it.
        Assert.Equal(
            0.5, MutualInformationGap.Compute(Grid.TakeColumns([0]), Table(40, row => [Grid[row, 0], 7])), 1e-12);
    }

    [Fact]
    public void AttributePredictabilityByHand()
    {
        // Discrete: one latent always right, the other constant and so right in one of two levels.
        Assert.Equal(
            0.5, AttributePredictability.Compute(Table(40, row => [Grid[row, 0], 0]), Grid.TakeColumns([0])), 1e-12);
        Assert.Equal(0, AttributePredictability.Compute(Grid.TakeColumns([0, 0]), Grid.TakeColumns([0])), 1e-12);

        // Continuous: squared correlations 1 and 0, the parabola being symmetric.
        var ramp = Table(25, row => [row]);
        Assert.Equal(
            1, AttributePredictability.Compute(Table(25, row => [3 - row, (row - 12) * (row - 12)]), ramp), 1e-9);
        Assert.Equal(0, AttributePredictability.Compute(Table(25, row => [3 - row, row]), ramp), 1e-9);
    }

    [Fact]
    public void ModularityByHand()
    {
        Assert.Equal((1 + (1 - 0.36 / 0.64)) / 2,
            Modularity.FromInformation(new[,] { { 1, 0 }, { 0.6, 0.8 }, { 0, 0 } }), 1e-12);
        Assert.Equal(0, Modularity.FromInformation(new[,] { { 0.4, 0.4, 0.4 } }), 1e-12);
        Assert.Equal(1, Modularity.FromInformation(new[,] { { 0.4 } }), 1e-12);
        Assert.Equal(1, Modularity.Compute(Grid, Grid), 1e-12);
    }

    [Fact]
    public void AreaUnderTheCurveByHand()
    {
        // Of the four pairs (.35 or .8 against .1 or .4) three are in order.
        Assert.Equal(0.75, Explicitness.AreaUnderCurve([0.1, 0.4, 0.35, 0.8], [false, false, true, true]), 1e-12);
        Assert.Equal(0.5, Explicitness.AreaUnderCurve([1, 1, 1], [false, true, true]), 1e-12);
    }

    [Fact]
    public void LogisticRegressionIsStationary()
    {
        var x = MeanCorrelationCoefficientTest.Normal(200, 2, 1);
        var random = new RandomStream(2);
        var positive =
            Enumerable.Range(0, 200).Select(row => x[row, 0] - 2 * x[row, 1] + random.NextNormal() > 0.5).ToArray();
        // the second can be separated
        foreach (var classes in new[] { positive, Enumerable.Range(0, 200).Select(row => x[row, 0] > 0).ToArray() })
        {
            var model = new LogisticRegression(x, classes);
            double[] Logit(float a, float b) => model.Logits(new Matrix(1, 2, [a, b]));
            var bias = Logit(0, 0)[0];
            double[] weights = [Logit(1, 0)[0] - bias, Logit(0, 1)[0] - bias];
            var residuals =
                model.Logits(x).Select((logit, row) => (classes[row] ? 1 : 0) - 1 / (1 + Math.Exp(-logit))).ToArray();
            Assert.Equal(0, residuals.Sum(), 1e-3);
            for (var i = 0; i < 2; i++)
                Assert.Equal(weights[i], residuals.Select((r, row) => r * x[row, i]).Sum(), 1e-3);
        }
    }

    [Fact]
    public void InterventionalRobustnessByHand()
    {
        Assert.Equal(1, InterventionalRobustness.Compute(Grid, Grid), 1e-12);

        // A latent that is the other factor deviates as much within a level as over all rows.
        Assert.Equal(0, InterventionalRobustness.Compute(Grid.TakeColumns([0]), Grid.TakeColumns([1])), 1e-12);

        // Deviations ½ and ¾, robustness 1 − 0 for a; for a + b/2 within a level of a: ¼ of ¾, so 1 − ⅓; weighted by ½
        // and ¾.
        var mixed = Table(40, row => [Grid[row, 0], Grid[row, 0] + Grid[row, 1] / 2]);
        Assert.Equal((0.5 + 0.75 * (1 - 1.0 / 3)) / 1.25, InterventionalRobustness.Compute(mixed, Grid), 1e-6);
        Assert.Equal(0, InterventionalRobustness.Compute(new Matrix(40, 1), Grid));
    }

    [Fact]
    public void HoyerSparsityByHand()
    {
        Assert.Equal(1, HoyerSparsity.Compute(new Matrix(4, 2, [1, 0, 0, 5, -1, 0, 0, -5])), 1e-12);
        Assert.Equal(0, HoyerSparsity.Compute(new Matrix(2, 2, [3, 4, -3, -4])), 1e-6);
        Assert.Equal((Math.Sqrt(3) - Math.Sqrt(2)) / (Math.Sqrt(3) - 1),
            HoyerSparsity.Compute(new Matrix(2, 3, [1, 2, 0, -1, -2, 0])), 1e-6);
        Assert.Equal(0, HoyerSparsity.Compute(new Matrix(3, 1, [1, 2, 3])));
    }

    [Fact]
    public void AmariDistanceByHand()
    {
        Assert.Equal(0, AmariDistance.Compute(new double[,] { { 0, -3, 0 }, { 0.1, 0, 0 }, { 0, 0, 7 } }));
        Assert.Equal(1, AmariDistance.Compute(new double[,] { { 2, -2 }, { 2, 2 } }));
        Assert.Equal((0.5 + 0 + 0 + 0.25) / 4, AmariDistance.Compute(new[,] { { 1, 0.5 }, { 0, 2 } }), 1e-12);
        Assert.Equal(1, AmariDistance.Compute(new double[3, 3]));
        Assert.Throws<ArgumentException>(() => AmariDistance.Compute(new double[2, 3]));

        // Standardised sources 1 and 2 mix to (s₁, (s₁ + s₂)/√2): rows 0 and 1, columns (1 + 1/√2) − 1 and 0, over 4.
        var s = MeanCorrelationCoefficientTest.Normal(100_000, 2, 1);
        var z = Table(s.Rows, row => [s[row, 0], 5 + 3 * (s[row, 0] + s[row, 1])]);
        Assert.Equal((1 + Math.Sqrt(0.5)) / 4, AmariDistance.Compute(z, s), 0.01);
    }

    [Fact]
    public void AgreementOfModelsByHand()
    {
        Assert.Equal(1, UnsupervisedDisentanglementRanking.Agreement(new double[,] { { 0, -1 }, { 1, 0 } }));
        Assert.Equal(0.25, UnsupervisedDisentanglementRanking.Agreement(new[,] { { 0.5, 0.5 }, { -0.5, 0.5 } }), 1e-12);

        // Rows .64/1 and .36/.6, columns .64/.8 and .36/.8; but the second row is .0 and .6.
        Assert.Equal((0.64 / 1 + 0.36 / 0.6 + 0.64 / 0.8 + 0.36 / 0.8) / 4,
            UnsupervisedDisentanglementRanking.Agreement(new[,] { { 0.8, 0.2 }, { 0, 0.6 } }), 1e-12);

        // Two models that agree up to signs and order, and one rotated; a collapsed latent takes no part.
        var z = MeanCorrelationCoefficientTest.Normal(20_000, 2, 1);
        var same = Table(z.Rows, row => [z[row, 1], -z[row, 0], 0]);
        var other = Table(z.Rows, row => [z[row, 0] + z[row, 1], z[row, 0] - z[row, 1]]);
        var scores = UnsupervisedDisentanglementRanking.Compute([z, same, other]);
        Assert.InRange(scores[2], 0.2, 0.45);
        Assert.InRange(scores[0], 0.55, 0.75); // the median of two: one agrees, one does not
        Assert.InRange(UnsupervisedDisentanglementRanking.Compute([z, same])[1], 0.97, 1);
        Assert.Throws<ArgumentException>(() => UnsupervisedDisentanglementRanking.Compute([z]));
    }

    [Fact]
    public void ImaContrastByHand()
    {
        Assert.Equal(0, ImaContrast.Compute(new[,] { { 3, -0.4 }, { 4, 0.3 } }), 1e-12);
        Assert.Equal(Math.Log(Math.Sqrt(2)), ImaContrast.Compute(new double[,] { { 1, 1 }, { 0, 1 } }), 1e-12);
        Assert.Equal(Math.Log(2) - 0.5 * Math.Log(3),
            ImaContrast.Compute(new double[,] { { 1, 1 }, { 1, 0 }, { 0, 1 } }), 1e-12);
    }

    [Fact]
    public void DciOfImportancesByHand()
    {
        Assert.Equal((1, 1), Dci.FromImportance(new double[,] { { 0, 2 }, { 1, 0 }, { 0, 0 } }));
        Assert.Equal((0, 0), Dci.FromImportance(new double[,] { { 1, 1 }, { 1, 1 } }));
        var (disentanglement, completeness) = Dci.FromImportance(new double[,] { { 3, 1 }, { 0, 4 } });
        Assert.Equal(0.5 * (1 - Entropy2(0.25)) + 0.5, disentanglement, 1e-12);
        Assert.Equal((1 + 1 - Entropy2(0.2)) / 2, completeness, 1e-12);
        static double Entropy2(double p) => -p * Math.Log2(p) - (1 - p) * Math.Log2(1 - p);
    }

    [Fact]
    public void ClustersByHand()
    {
        // Two groups of three at 0 and 10 (root mean squared distance 7.8, steps up to 3.1), with a stray label; then
        // all one chain.
        var two = new Matrix(6, 1, [0, 1, 0.5f, 10, 11, 9.6f]);
        Assert.Equal(new ClusterPurity(2, 5 / 6.0), ClusterPurity.Compute(two, [0, 0, 1, 1, 1, 1]));
        Assert.Equal(new ClusterPurity(1, 0.5),
            ClusterPurity.Compute(Table(40, row => [row]), [.. Enumerable.Range(0, 40).Select(row => row / 20)]));
        var far = Table(40, row => [row == 0 ? 1000 : row, 0]);
        // too small to be a cluster
        Assert.Equal(new ClusterPurity(1, 39 / 40.0), ClusterPurity.Compute(far, new int[40]));
        Assert.Equal(new ClusterPurity(1, 1), ClusterPurity.Compute(new Matrix(1, 2), [3]));
        Assert.Throws<ArgumentException>(() => ClusterPurity.Compute(two, [1]));
    }

    internal static Matrix Table(int rows, Func<int, float[]> row)
    {
        var first = row(0);
        return new Matrix(rows, first.Length, [.. Enumerable.Range(0, rows).SelectMany(row)]);
    }
}
