using Ivae.Independence;
using Ivae.Numerics;

namespace Ivae.Test.Causality;

public class IndependenceTest
{
    [Fact]
    public void AParabolaWithNoiseIsFound()
    {
        var found = 0;
        for (var repeat = 0; repeat < 40; repeat++)
        {
            var stream = new RandomStream((ulong)repeat);
            var (x, y) = (Normal(200, 1, stream), Normal(200, 1, stream));
            for (var i = 0; i < 200; i++)
                y[i, 0] += x[i, 0] * x[i, 0];
            if (Hsic.Gamma(x, y).PValue <= 0.05)
                found++;
        }

        Assert.True(found >= 36, $"{found} of 40 found at N = 200");
    }

    /// <summary>2 000 repeats put 5 % ± .5 % one standard error.</summary>
    [Theory]
    [Trait("Category", "Slow")]
    [InlineData(100)]
    [InlineData(500)]
    public void SizeIsFivePercentUnderIndependence(int rows)
    {
        var rejected = 0;
        Parallel.For(0, 2000, repeat =>
        {
            var stream = new RandomStream((ulong)repeat).Split("size");
            if (Hsic.Gamma(Normal(rows, 1, stream), Normal(rows, 1, stream)).PValue <= 0.05)
                Interlocked.Increment(ref rejected);
        });
        Assert.InRange(rejected / 2000.0, 0.04, 0.06);
    }

    [Fact]
    public void IndependentSamplesAreSeldomRejected()
    {
        var rejected = 0;
        for (var repeat = 0; repeat < 200; repeat++)
        {
            var stream = new RandomStream((ulong)repeat).Split("null");
            if (Hsic.Gamma(Normal(60, 1, stream), Normal(60, 1, stream)).PValue <= 0.05)
                rejected++;
        }

        Assert.InRange(rejected, 1, 22); // 10 expected, ± 4 standard errors
    }

    /// <summary>
    /// Scales that both move with the segment make variables dependent that are independent in every segment.
    /// </summary>
    [Fact]
    public void ASharedSegmentIsNoDependenceGivenTheSegment()
    {
        var stream = new RandomStream(7);
        var (x, y, segment) = (Normal(1000, 1, stream), Normal(1000, 1, stream), new int[1000]);
        for (var i = 0; i < 1000; i++)
        {
            segment[i] = i / 100;
            var scale = 0.2f + segment[i];
            (x[i, 0], y[i, 0]) = (x[i, 0] * scale, y[i, 0] * scale);
        }

        Assert.True(Hsic.Gamma(x, y).PValue < 1e-3);
        Assert.True(Hsic.GivenSegment(x, y, segment).PValue > 0.05);
        for (var i = 0; i < 1000; i++)
            y[i, 0] += 0.5f * x[i, 0];
        Assert.True(Hsic.GivenSegment(x, y, segment).PValue < 1e-3);
    }

    /// <summary>Worked by hand from the definitions: sorted, the p-values are .01, .02, .03, .04, .05, .5.</summary>
    [Fact]
    public void AdjustedPValuesAreTheDefinition()
    {
        double[] p = [0.03, 0.01, 0.5, 0.02, 0.05, 0.04];
        double[] expected = [0.12, 0.06, 0.5, 0.1, 0.12, 0.12];
        foreach (var (one, adjusted) in expected.Zip(MultipleTesting.Holm(p)))
            Assert.Equal(one, adjusted, 1e-12);
    }

    [Fact]
    public void MisuseNamesValueAndRemedy()
    {
        var (x, constant) = (Normal(20, 1, new RandomStream(1)), new Matrix(20, 1));
        Assert.Contains("at least 6", Assert.Throws<ArgumentException>(() =>
            Hsic.Gamma(Normal(5, 1, new RandomStream(1)), Normal(5, 1, new RandomStream(2)))).Message);
        Assert.Contains(
            "All 20 rows are equal", Assert.Throws<ArgumentException>(() => Hsic.Gamma(x, constant)).Message);
        Assert.Contains("leave",
            Assert.Throws<ArgumentException>(() => PartialCorrelation.Test(x, constant, new Matrix(20, 0))).Message);
        Assert.Contains("20 rows and y 6", Assert.Throws<ArgumentException>(() =>
            Hsic.Gamma(x, Normal(6, 1, new RandomStream(2)))).Message);
    }

    private static Matrix Normal(int rows, int columns, RandomStream stream)
    {
        var matrix = new Matrix(rows, columns);
        for (var i = 0; i < matrix.Values.Length; i++)
            matrix.Values[i] = (float)stream.NextNormal();
        return matrix;
    }
}
