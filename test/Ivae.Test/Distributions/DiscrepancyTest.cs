using Ivae.Distributions;
using Ivae.Test.Autodiff;

namespace Ivae.Test.Distributions;

/// <summary>The discrepancy and the moment penalty against their formulas written out.</summary>
public class DiscrepancyTest
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(7, 3)]
    public void TheDiscrepancyIsTheNaiveDoubleLoop(int rows, int columns)
    {
        var sketch = new Sketch();
        var (z, other) = (sketch.Leaf(rows, columns), sketch.Leaf(rows, columns));
        var output = sketch.Tape.Record(new ImqDiscrepancy<double>(z, other));
        sketch.Tape.Forward();
        var expected = 0.0;
        for (var d = 0; d < columns; d++)
            for (var i = 0; i < rows; i++)
                for (var j = 0; j < rows; j++)
                {
                    double At(ReadOnlySpan<double> values, int row) => values[row * columns + d];
                    if (i != j)
                        expected +=
                            (Kernel(At(z.Value, i) - At(z.Value, j)) + Kernel(At(other.Value, i) - At(other.Value, j)))
                                / (rows * (rows - 1));
                    expected -= 2 * Kernel(At(z.Value, i) - At(other.Value, j)) / (rows * rows);
                }

        Assert.Equal(expected, output.Value[0], 1e-12);
    }

    [Fact]
    public void TheDiscrepancyIsZeroOnAverageForOneDistributionAndPositiveForTwo()
    {
        var stream = new Ivae.Numerics.RandomStream(4);
        foreach (var shift in new[] { 0.0, 0.5 })
        {
            var sketch = new Sketch();
            var (z, other) = (sketch.Data(20, 1), sketch.Data(20, 1));
            var output = sketch.Tape.Record(new ImqDiscrepancy<double>(z, other));
            var values = new double[4000];
            foreach (ref var value in values.AsSpan())
            {
                stream.FillNormal(z.Value);
                stream.FillNormal(other.Value);
                for (var i = 0; i < 20; i++)
                    z.Value[i] += shift;
                sketch.Tape.Forward();
                value = output.Value[0];
            }

            if (shift == 0)
                MonteCarlo.MeanIs(0, values, "one distribution");
            else
                Assert.True(values.Average() > 0.05, $"two distributions: {values.Average()}");
        }
    }

    [Fact]
    public void TheMomentPenaltyIsItsFormula()
    {
        var sketch = new Sketch();
        var (mean, variance) = (sketch.Leaf(6, 3), sketch.Leaf(6, 3));
        var one = sketch.Tape.Record(new MomentPenalty<double>(mean, null, 3, 7));
        var two = sketch.Tape.Record(new MomentPenalty<double>(mean, variance, 3, 7));
        sketch.Tape.Forward();
        double[] Column(ReadOnlySpan<double> values, int d)
        {
            var column = new double[6];
            for (var row = 0; row < 6; row++)
                column[row] = values[row * 3 + d];
            return column;
        }

        var (first, second) = (0.0, 0.0);
        for (var d = 0; d < 3; d++)
            for (var e = 0; e < 3; e++)
            {
                var (a, b) = (Column(mean.Value, d), Column(mean.Value, e));
                var covariance = a.Zip(b, (x, y) => x * y).Average() - a.Average() * b.Average();
                first += d == e ? 7 * Math.Pow(covariance - 1, 2) : 3 * covariance * covariance;
                second += d == e
                    ? 7 * Math.Pow(covariance + Column(variance.Value, d).Average() - 1, 2)
                    : 3 * covariance * covariance;
            }

        Assert.Equal(first, one.Value[0], 1e-12);
        Assert.Equal(second, two.Value[0], 1e-12);
    }

    private static double Kernel(double r) => new[] { 0.1, 0.2, 0.5, 1, 2, 5 }.Sum(s => 2 * s / (2 * s + r * r));
}
