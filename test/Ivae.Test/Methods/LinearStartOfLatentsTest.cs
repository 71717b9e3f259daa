using Ivae.Methods;
using Ivae.Numerics;

namespace Ivae.Test.Methods;

public class LinearStartOfLatentsTest
{
    /// <summary>x = s·A; the first two of three sources are the latents.</summary>
    [Fact]
    public void Latents_that_are_linear_in_x_are_found_again()
    {
        var random = new RandomStream(1);
        var (s, a) = (new Matrix(500, 3), new Matrix(3, 4));
        random.FillNormal<float>(s.Values);
        random.FillNormal<float>(a.Values);
        var (x, latents) = (new Matrix(500, 4), new Matrix(500, 2));
        MatrixProduct.Multiply<float>(s.Values, a.Values, default, x.Values, 500, 3, 4, accumulate: false);
        for (var row = 0; row < 500; row++)
            (latents[row, 0], latents[row, 1]) = (3 * s[row, 0] + 7, s[row, 1]);
        var start = LinearStart.Of(x, latents);
        var found = new Matrix(500, 2);
        MatrixProduct.Multiply<float>(
            x.Values, Array.ConvertAll(start.Encoder, value => (float)value), default, found.Values, 500, 4, 2,
            accumulate: false);
        var correlations = Correlation.Pearson(found, latents);
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(1, correlations[i, i], 1e-3);
            Assert.Equal(1, Moments.Of(found.Column(i)).StandardDeviation, 1e-2);
            for (var j = 0; j < 4; j++)
                Assert.Equal(a[i, j] * Moments.Of(s.Column(i)).StandardDeviation, start.Decoder[i * 4 + j], 0.2);
        }
    }
}
