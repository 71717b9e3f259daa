using Ivae.Distributions;
using Ivae.Methods;
using Ivae.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Ivae.Test.Methods;

public class LinearStartTest
{
    /// <summary>
    /// Eckart and Young: down and up again is the projection on the first L principal axes, the identity when L ≥ D.
    /// </summary>
    [Theory]
    [InlineData(4, 4)]
    [InlineData(4, 6)]
    [InlineData(4, 2)]
    [InlineData(1, 1)]
    [InlineData(1, 3)]
    public void EncodingAndDecodingProjectsOnThePrincipalAxes(int observed, int latents)
    {
        var stream = new RandomStream(1);
        var x = new Matrix(500, observed);
        for (var row = 0; row < x.Rows; row++)
            for (var column = 0; column < observed; column++)
                x[row, column] = (float)((1 + column) * stream.NextNormal() + (column > 0 ? 0.5 * x[row, 0] : 0));
        var start = LinearStart.PrincipalComponents(x, latents, new RandomStream(2));
        var encoder = Matrix<double>.Build.DenseOfRowMajor(observed, latents, start.Encoder);
        var decoder = Matrix<double>.Build.DenseOfRowMajor(latents, observed, start.Decoder);
        var data = Matrix<double>.Build.DenseOfRowMajor(x.Rows, observed, x.Values.Select(v => (double)v));
        var axes = data.Svd().VT.SubMatrix(0, Math.Min(observed, latents), 0, observed);
        Assert.True((encoder * decoder - axes.TransposeThisAndMultiply(axes)).FrobeniusNorm() < 1e-8);

        var z = data * encoder;
        var covariance = z.TransposeThisAndMultiply(z) / x.Rows;
        if (latents <= observed)
            Assert.True((covariance - Matrix<double>.Build.DenseIdentity(latents)).FrobeniusNorm() < 1e-8);
    }

    /// <summary>
    /// Counts of rate exp(a + z·b): the start's latents are z turned, and its decoder gives log-rates that move by z·b
    /// up to the noise of counts.
    /// </summary>
    [Fact]
    public void CountsStartAtTheirLogRates()
    {
        const int columns = 40;
        var stream = new RandomStream(1);
        var (z, x) = (new Matrix(2000, 1), new Matrix(2000, columns));
        double[] slopes = [.. Enumerable.Range(0, columns).Select(_ => stream.NextUniform(-0.5, 0.5))];
        for (var row = 0; row < x.Rows; row++)
        {
            z[row, 0] = (float)stream.NextNormal();
            for (var j = 0; j < columns; j++)
                x[row, j] = (float)CountSampler.Poisson(Math.Exp(1.5 + z[row, 0] * slopes[j]), stream);
        }

        var start = LinearStart.OfCounts(x, 1, new RandomStream(2));
        var encoded = new Matrix(x.Rows, 1);
        for (var row = 0; row < x.Rows; row++)
            for (var j = 0; j < columns; j++)
                encoded[row, 0] += (float)(Math.Log(1 + x[row, j]) * start.Encoder[j]);
        var correlation = Ivae.Numerics.Correlation.Pearson(encoded, z)[0, 0];
        Assert.True(Math.Abs(correlation) > 0.9, $"{correlation}");
        for (var j = 0; j < columns; j++)
            Assert.Equal(slopes[j], Math.Sign(correlation) * start.Decoder[j], 0.2);
    }
}
