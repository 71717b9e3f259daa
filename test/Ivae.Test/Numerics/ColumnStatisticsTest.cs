using Ivae.Numerics;
using MathNet.Numerics.Statistics;

namespace Ivae.Test.Numerics;

/// <summary>Statistics of columns against MathNet's, which takes one column at a time in double precision.</summary>
public class ColumnStatisticsTest
{
    private static readonly Matrix Sample = Drawn(57, 3);

    [Fact]
    public void Moments_are_those_of_MathNet()
    {
        for (var j = 0; j < Sample.Columns; j++)
        {
            var column = Array.ConvertAll(Sample.Column(j), value => (double)value);
            Assert.Equal(column.Mean(), Columns.Means(Sample)[j], 12);
            Assert.Equal(column.PopulationVariance(), Columns.Variance(Sample)[j], 12);
            Assert.Equal(column.Mean(), Moments.Of(Sample.Column(j)).Mean, 12);
            Assert.Equal(column.PopulationStandardDeviation(), Moments.Of(Sample.Column(j)).StandardDeviation, 12);
        }
    }

    [Fact]
    public void A_standardised_column_has_mean_0_and_variance_1_and_a_constant_one_is_0()
    {
        var standardised = Columns.Standardised(Sample);
        Assert.All(Columns.Means(standardised), mean => Assert.Equal(0, mean, 6));
        Assert.All(Columns.Variance(standardised), variance => Assert.Equal(1, variance, 6));
        var constant = new Matrix(7, 1, [.. Enumerable.Repeat(0.1f, 7)]);
        Assert.Equal([0], Columns.Variance(constant));
        Assert.All(Columns.Standardised(constant).Values, value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.01)]
    [InlineData(0.25)]
    [InlineData(0.5)]
    [InlineData(0.99)]
    [InlineData(1)]
    public void A_quantile_is_the_seventh_of_Hyndman_and_Fan(double probability)
    {
        double[] sorted = [.. Sample.Column(1).Select(value => (double)value).Order()];
        var expected = SortedArrayStatistics.QuantileCustom(sorted, probability, QuantileDefinition.R7);
        Assert.Equal(expected, Quantile.Of<double>(sorted, probability), 12);
        Assert.InRange(Quantile.AtOrBelow<double>(sorted, probability), sorted[0], expected + 1e-12);
    }

    [Fact]
    public void Quantiles_of_few_values()
    {
        Assert.Equal(3, Quantile.Of<float>([3], 0.7));
        Assert.Equal(2.5, Quantile.Of<float>([1, 2, 3, 4], 0.5));
        Assert.Equal(2, Quantile.AtOrBelow<float>([1, 2, 3, 4], 0.5));
        Assert.Equal(3, Quantile.UpperMedian([4f, 1, 3, 2]));
        Assert.Equal([1, 3, 4], new[] { 0, 0.5, 1 }.Select(p => Quantile.Empirical<float>([1, 2, 3, 4], p)));
    }

    [Fact]
    public void R_squared_is_1_for_the_truth_and_0_for_the_means()
    {
        var means = Columns.Means(Sample);
        var cells = Enumerable.Range(0, 3 * Sample.Rows).Select(i => (float)means[i % 3]);
        var mean = new Matrix(Sample.Rows, 3, [.. cells]);
        Assert.Equal(1, RSquared.Pooled(Sample, Sample));
        Assert.All(RSquared.PerColumn(Sample, mean), value => Assert.Equal(0, value, 6));
        Assert.Equal(0, RSquared.Of(1, 0));
    }

    private static Matrix Drawn(int rows, int columns)
    {
        var matrix = new Matrix(rows, columns);
        new RandomStream(5).FillNormal<float>(matrix.Values);
        return matrix;
    }
}
