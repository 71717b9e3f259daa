using Ivae.Evaluation;
using Ivae.Numerics;

namespace Ivae.Test.Evaluation;

public class MeanCorrelationCoefficientTest
{
    [Fact]
    public void HandComputed()
    {
        // Columns (1, 1, −1, −1) and (1, −1, 1, −1) are uncorrelated; 3a + b has correlation 3/√10 with a and 1/√10
        // with b.
        var sources = new Matrix(4, 2, [1, 1, 1, -1, -1, 1, -1, -1]);
        var latents = new Matrix(4, 2, [1, 4, -1, 2, 1, -2, -1, -4]);
        var result = MeanCorrelationCoefficient.Compute(latents, sources);
        Assert.Equal([1, 0], result.Assignment);
        Assert.Equal(3 / Math.Sqrt(10), result.PairCorrelations[0], 1e-12);
        Assert.Equal(1, result.PairCorrelations[1], 1e-12);
        Assert.Equal((1 + 3 / Math.Sqrt(10)) / 2, result.Score, 1e-12);
        Assert.Equal(1 / Math.Sqrt(10), result.CorrelationMatrix[1, 1], 1e-12);
    }

    [Theory]
    [InlineData(CorrelationKind.Pearson)]
    [InlineData(CorrelationKind.Spearman)]
    public void IgnoresOrderSignAndScale(CorrelationKind kind)
    {
        var (latents, sources) = (Normal(501, 4, 1), Normal(501, 4, 2));
        for (var row = 0; row < 501; row++)
            for (var j = 0; j < 4; j++)
                latents[row, j] += sources[row, 3 - j];
        var moved = latents.TakeColumns([2, 0, 3, 1]);
        for (var row = 0; row < 501; row++)
            (moved[row, 0], moved[row, 2]) = (-8 * moved[row, 0], 0.25f * moved[row, 2]);
        Assert.Equal(MeanCorrelationCoefficient.Compute(latents, sources, kind).Score,
            MeanCorrelationCoefficient.Compute(moved, sources, kind).Score, 1e-12);
        Assert.Equal(MeanCorrelationCoefficient.ComputeHeldOut(latents, sources, kind).Score,
            MeanCorrelationCoefficient.ComputeHeldOut(moved, sources, kind).Score, 1e-12);
    }

    [Theory]
    [InlineData(CorrelationKind.Pearson)]
    [InlineData(CorrelationKind.Spearman)]
    public void HeldOutTakesTheRowsItIsGiven(CorrelationKind kind)
    {
        var (latents, sources) = (Normal(101, 3, 1), Normal(101, 3, 2));
        var (odd, even) = (Enumerable.Range(0, 51).Select(i => 2 * i).ToArray(), Enumerable.Range(0, 50)
            .Select(i => 2 * i + 1).ToArray());
        var halves = MeanCorrelationCoefficient.ComputeHeldOut(latents, sources, kind);
        var given = MeanCorrelationCoefficient.ComputeHeldOut(latents, sources, odd, even, kind);
        Assert.Equal(halves.Score, given.Score);
        Assert.Equal(halves.Assignment, given.Assignment);
        Assert.Throws<ArgumentException>(() =>
            MeanCorrelationCoefficient.ComputeHeldOut(latents, sources, odd, [], kind));
    }

    [Fact]
    public void HeldOutFixesTheMatchingOnOddRows()
    {
        // Odd rows say latent 1 is source 1; even rows say it is source 2.
        var latents = new Matrix(8, 2, [1, 1, 1, 1, 1, -1, 1, -1, -1, 1, -1, 1, -1, -1, -1, -1]);
        var sources = new Matrix(8, 2, [1, 1, 1, 1, 1, -1, -1, 1, -1, 1, 1, -1, -1, -1, -1, -1]);
        var heldOut = MeanCorrelationCoefficient.ComputeHeldOut(latents, sources);
        Assert.Equal([0, 1], heldOut.Assignment);
        Assert.Equal(0, heldOut.Score, 1e-12);
        Assert.Equal(1,
            MeanCorrelationCoefficient.Compute(latents.TakeRows([1, 3, 5, 7]), sources.TakeRows([1, 3, 5, 7])).Score,
            1e-12);
    }

    [Fact]
    public void OverfittedMatchingsShowInSampleOnly()
    {
        // ∫ 1 − (2Φ(x) − 1)²⁰ dx, the mean of the largest of 20 absolute standard normals
        const double LargestOf20 = 2.1666;

        // 20 random latents to choose from for one source: the best of 20 looks good on its own rows and like any other
        // on new ones.
        double inSample = 0, heldOut = 0;
        for (var trial = 0ul; trial < 200; trial++)
        {
            var (latents, sources) = (Normal(100, 20, 10 + trial), Normal(100, 1, 900 + trial));
            inSample += MeanCorrelationCoefficient.Compute(latents, sources).Score / 200;
            heldOut += MeanCorrelationCoefficient.ComputeHeldOut(latents, sources).Score / 200;
        }

        Assert.Equal(LargestOf20 / Math.Sqrt(99), inSample, 0.01);
        Assert.Equal(Math.Sqrt(2 / Math.PI / 49), heldOut, 0.02);
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(5, 3)]
    public void SurplusOnEitherSideCostsNothing(int latentCount, int sourceCount)
    {
        var pool = Normal(1000, 6, 4);
        var result = MeanCorrelationCoefficient.Compute(
            pool.TakeColumns([.. Enumerable.Range(0, latentCount)]),
            pool.TakeColumns([.. Enumerable.Range(0, sourceCount)]));
        Assert.Equal(1, result.Score, 1e-12);
        Assert.Equal(Enumerable.Range(0, sourceCount).Select(i => i < latentCount ? i : -1), result.Assignment);
    }

    [Fact]
    public void OneConstantLatentScoresZero()
        => Assert.Equal(0, MeanCorrelationCoefficient.Compute(new Matrix(10, 1), Normal(10, 1, 1)).Score);

    [Fact]
    public void OneRowHasNoHeldOutScore()
        => Assert.Throws<ArgumentException>(() =>
            MeanCorrelationCoefficient.ComputeHeldOut(new Matrix(1, 1), new Matrix(1, 1)));

    internal static Matrix Normal(int rows, int columns, ulong seed)
    {
        var matrix = new Matrix(rows, columns);
        new RandomStream(seed).FillNormal(matrix.Values.AsSpan());
        return matrix;
    }
}
