using Ivae.Numerics;

namespace Ivae.Test.Numerics;

public class CorrelationTest
{
    /// <summary>Anscombe 1973: all four sets correlate .816.</summary>
    [Theory]
    [InlineData(new[] { 10f, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5 },
        new[] { 8.04f, 6.95f, 7.58f, 8.81f, 8.33f, 9.96f, 7.24f, 4.26f, 10.84f, 4.82f, 5.68f })]
    [InlineData(new[] { 8f, 8, 8, 8, 8, 8, 8, 19, 8, 8, 8 },
        new[] { 6.58f, 5.76f, 7.71f, 8.84f, 8.47f, 7.04f, 5.25f, 12.50f, 5.56f, 7.91f, 6.89f })]
    public void PearsonOfAnscombe(float[] x, float[] y)
        => Assert.Equal(0.816, Correlation.Pearson(new Matrix(11, 1, x), new Matrix(11, 1, y))[0, 0], 0.001);

    [Fact]
    public void SpearmanGivesTiesTheirMeanRank()
    {
        var x = new Matrix(5, 1, [1, 2, 2, 2, 9]);
        Assert.Equal([1, 3, 3, 3, 5], Correlation.Ranks(x).Values);

        // Ranks (1, 3, 3, 3, 5) against (1, 2, 3, 4, 5): 8 / √(8 · 10).
        Assert.Equal(8 / Math.Sqrt(80), Correlation.Spearman(x, new Matrix(5, 1, [1, 2, 3, 4, 5]))[0, 0], 1e-12);
    }

    [Fact]
    public void SpearmanIgnoresMonotoneMaps()
    {
        var x = new Matrix(1000, 1);
        new RandomStream(1).FillNormal(x.Values.AsSpan());
        var y = new Matrix(1000, 1, Array.ConvertAll(x.Values, value => -value * value * value));
        Assert.Equal(-1, Correlation.Spearman(x, y)[0, 0], 1e-12);
    }

    [Theory]
    [InlineData(0.1f)]
    [InlineData(-3e7f)]
    public void AConstantColumnCorrelatesZero(float constant)
    {
        var a = new Matrix(777, 1);
        Array.Fill(a.Values, constant);
        var b = new Matrix(777, 1);
        new RandomStream(1).FillNormal(b.Values.AsSpan());
        Assert.Equal(0, Correlation.Pearson(a, b)[0, 0]);
        Assert.Equal(0, Correlation.Spearman(a, b)[0, 0]);
        Assert.Equal(0, Correlation.Pearson(a, a)[0, 0]);
    }

    [Fact]
    public void KeepsItsDigitsFarFromZeroAndBesideAnOutlier()
    {
        // A first row of 10⁶ would cost a one-pass formula most digits.
        var random = new RandomStream(5);
        var (a, b) = (new Matrix(10_001, 1), new Matrix(10_001, 1));
        for (var row = 1; row < a.Rows; row++)
            (a[row, 0], b[row, 0]) = ((float)random.NextNormal(), (float)random.NextNormal());
        a[0, 0] = 1e6f;
        double meanA = a.Values.Average(v => (double)v), meanB = b.Values.Average(v => (double)v), ab = 0,
            aa = 0, bb = 0;
        for (var row = 0; row < a.Rows; row++)
        {
            ab += (a[row, 0] - meanA) * (b[row, 0] - meanB);
            aa += (a[row, 0] - meanA) * (a[row, 0] - meanA);
            bb += (b[row, 0] - meanB) * (b[row, 0] - meanB);
        }

        Assert.Equal(ab / Math.Sqrt(aa * bb), Correlation.Pearson(a, b)[0, 0], 1e-12);
    }

    [Fact]
    public void RefusesWhatHasNoCorrelation()
    {
        Assert.Contains("3 rows beside 2",
            Assert.Throws<ArgumentException>(() => Correlation.Pearson(new Matrix(3, 1), new Matrix(2, 1))).Message);
        Assert.Throws<ArgumentException>(() => Correlation.Pearson(new Matrix(0, 1), new Matrix(0, 1)));
        var broken = new Matrix(2, 2, [0, 1, 2, float.NaN]);
        Assert.Contains("Row 2, column 2",
            Assert.Throws<ArgumentException>(() => Correlation.Spearman(broken, new Matrix(2, 1))).Message);
    }
}
