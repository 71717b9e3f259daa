using Ivae.Distributions;
using Ivae.Numerics;

namespace Ivae.Test.Distributions;

public class DiscreteDensityTest
{
    [Theory]
    [InlineData(-30)]
    [InlineData(-1.3)]
    [InlineData(0)]
    [InlineData(2.1)]
    [InlineData(30)]
    public void BernoulliProbabilitiesSumToOneAndGiveTheMean(double logit) => Laws<BernoulliDensity>(logit, 1, variance: m => m * (1 - m));

    [Theory]
    [InlineData(-20)]
    [InlineData(-1)]
    [InlineData(0.4)]
    [InlineData(3)]
    [InlineData(6)] // rate 403
    public void PoissonProbabilitiesSumToOneAndGiveTheMean(double logRate) => Laws<PoissonDensity>(logRate, 1500, variance: m => m);

    [Theory]
    [InlineData(1000, 0)]
    [InlineData(-1000, -1000)]
    public void ABernoulliLogDensityStaysFiniteAtExtremeLogits(double logit, double expectedForOne)
    {
        Assert.Equal(expectedForOne, BernoulliDensity.LogDensity(1, logit));
        Assert.Equal(expectedForOne == 0 ? -1000 : 0, BernoulliDensity.LogDensity(0, logit));
    }

    private static void Laws<TDensity>(double parameter, int largest, Func<double, double> variance)
        where TDensity : IElementDensity
    {
        var probabilities = Enumerable.Range(0, largest + 1).Select(x => Math.Exp(TDensity.LogDensity(x, parameter))).ToArray();
        var mean = TDensity.Mean(parameter);
        Assert.Equal(1, probabilities.Sum(), 1e-11);
        Assert.Equal(mean, probabilities.Select((p, x) => p * x).Sum(), 1e-9);
        // E[∂ log p/∂η] = 0, the score identity.
        Assert.Equal(0, probabilities.Select((p, x) => p * TDensity.Derivative(x, parameter)).Sum(), 1e-9);

        var stream = new RandomStream(8);
        var draws = new double[20_000];
        foreach (ref var draw in draws.AsSpan())
            draw = TDensity.Sample(parameter, stream);
        MonteCarlo.MeanIs(mean, draws, "mean");
        MonteCarlo.MeanIs(variance(mean), [.. draws.Select(x => (x - mean) * (x - mean))], "variance");
        for (var x = 0; x < Math.Min(probabilities.Length, 6); x++)
            MonteCarlo.MeanIs(probabilities[x], [.. draws.Select(d => d == x ? 1.0 : 0)], $"probability of {x}");
    }
}
