using Ivae.Independence;
using Ivae.Numerics;

namespace Ivae.Test.Causality;

public class IndependenceTest
{
    public static TheoryData<string> Tests => ["gamma", "permutation", "features", "distance"];

    private static IndependenceResult Run(string test, Matrix x, Matrix y, RandomStream stream) => test switch
    {
        "gamma" => Hsic.Gamma(x, y),
        "permutation" => Hsic.Permutation(x, y, 99, stream),
        "features" => RandomFeatureHsic.Test(x, y, stream),
        _ => DistanceCorrelation.Test(x, y),
    };

    [Theory]
    [MemberData(nameof(Tests))]
    public void AParabolaWithNoiseIsFound(string test)
    {
        var found = 0;
        for (var repeat = 0; repeat < 40; repeat++)
        {
            var stream = new RandomStream((ulong)repeat);
            var (x, y) = (Normal(200, 1, stream), Normal(200, 1, stream));
            for (var i = 0; i < 200; i++)
                y[i, 0] += x[i, 0] * x[i, 0];
            if (Run(test, x, y, stream).PValue <= 0.05)
                found++;
        }

        Assert.True(found >= 36, $"{found} of 40 found at N = 200");
    }

    /// <summary>2 000 repeats put 5 % ± .5 % one standard error.</summary>
    [Theory]
    [Trait("Category", "Slow")]
    [InlineData("gamma", 100)]
    [InlineData("gamma", 500)]
    [InlineData("permutation", 100)]
    [InlineData("permutation", 500)]
    public void SizeIsFivePercentUnderIndependence(string test, int rows)
    {
        var rejected = 0;
        Parallel.For(0, 2000, repeat =>
        {
            var stream = new RandomStream((ulong)repeat).Split("size");
            if (Run(test, Normal(rows, 1, stream), Normal(rows, 1, stream), stream).PValue <= 0.05)
                Interlocked.Increment(ref rejected);
        });
        Assert.InRange(rejected / 2000.0, 0.04, 0.06);
    }

    [Theory]
    [MemberData(nameof(Tests))]
    public void IndependentSamplesAreSeldomRejected(string test)
    {
        var rejected = 0;
        for (var repeat = 0; repeat < 200; repeat++)
        {
            var stream = new RandomStream((ulong)repeat).Split("null");
            if (Run(test, Normal(60, 1, stream), Normal(60, 1, stream), stream).PValue <= 0.05)
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

    [Fact]
    public void KciSeesThroughACommonCauseAndFindsWhatItDoesNotExplain()
    {
        var stream = new RandomStream(3);
        var (z, x, y) = (Normal(300, 1, stream), Normal(300, 1, stream), Normal(300, 1, stream));
        for (var i = 0; i < 300; i++)
            (x[i, 0], y[i, 0]) =
                (MathF.Tanh(2 * z[i, 0]) + 0.5f * x[i, 0], z[i, 0] * z[i, 0] + z[i, 0] + 0.5f * y[i, 0]);
        Assert.True(Hsic.Gamma(x, y).PValue < 1e-3);
        Assert.True(KernelConditionalIndependence.Test(x, y, z).PValue > 0.05);
        for (var i = 0; i < 300; i++)
            y[i, 0] += x[i, 0];
        Assert.True(KernelConditionalIndependence.Test(x, y, z).PValue < 1e-3);
    }

    [Fact]
    public void RandomFeaturesComeNearTheExactStatistic()
    {
        var stream = new RandomStream(5);
        var (x, y) = (Normal(400, 1, stream), Normal(400, 1, stream));
        for (var i = 0; i < 400; i++)
            y[i, 0] += x[i, 0];
        var (exact, features) = (Hsic.Gamma(x, y).Statistic, RandomFeatureHsic.Test(x, y, stream, 1000).Statistic);
        Assert.InRange(features / exact, 0.85, 1.15);
    }

    [Fact]
    public void TheCrossValidatedBandwidthOfTwoNarrowClustersIsBelowTheMedian()
    {
        var x = Normal(200, 1, new RandomStream(1));
        for (var i = 0; i < 200; i++)
            x[i, 0] = 0.1f * x[i, 0] + (i % 2 == 0 ? 5 : -5);
        Assert.True(KernelBandwidth.CrossValidated(x) < 0.2 * KernelBandwidth.Median(x));
    }

    /// <summary>Worked by hand from the definitions: sorted, the p-values are .01, .02, .03, .04, .05, .5.</summary>
    [Fact]
    public void AdjustedPValuesAreTheDefinitions()
    {
        double[] p = [0.03, 0.01, 0.5, 0.02, 0.05, 0.04];
        Near([0.18, 0.06, 1, 0.12, 0.3, 0.24], MultipleTesting.Bonferroni(p));
        Near([0.12, 0.06, 0.5, 0.1, 0.12, 0.12], MultipleTesting.Holm(p));
        Near([0.06, 0.06, 0.5, 0.06, 0.06, 0.06], MultipleTesting.BenjaminiHochberg(p));
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
            DistanceCorrelation.Test(x, Normal(6, 1, new RandomStream(2)))).Message);
    }

    private static void Near(double[] expected, double[] actual)
    {
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-12);
    }

    private static Matrix Normal(int rows, int columns, RandomStream stream)
    {
        var matrix = new Matrix(rows, columns);
        for (var i = 0; i < matrix.Values.Length; i++)
            matrix.Values[i] = (float)stream.NextNormal();
        return matrix;
    }
}
