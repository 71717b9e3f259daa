using Ivae.Distributions;
using Ivae.Numerics;

namespace Ivae.Test.Distributions;

public class DiscreteDensityTest
{
    private static readonly DiscreteLikelihood Bernoulli = (DiscreteLikelihood)LikelihoodFamily.Bernoulli;
    private static readonly DiscreteLikelihood Poisson = (DiscreteLikelihood)LikelihoodFamily.Poisson;

    [Theory]
    [InlineData(-30)]
    [InlineData(-1.3)]
    [InlineData(0)]
    [InlineData(2.1)]
    [InlineData(30)]
    public void BernoulliProbabilitiesSumToOneAndGiveTheMean(double logit)
        => Laws(Bernoulli, logit, 1, variance: m => m * (1 - m));

    [Theory]
    [InlineData(-20)]
    [InlineData(-1)]
    [InlineData(0.4)]
    [InlineData(3)]
    [InlineData(6)] // rate 403
    public void PoissonProbabilitiesSumToOneAndGiveTheMean(double logRate)
        => Laws(Poisson, logRate, 1500, variance: m => m);

    [Theory]
    [InlineData(1000, 0)]
    [InlineData(-1000, -1000)]
    public void ABernoulliLogDensityStaysFiniteAtExtremeLogits(double logit, double expectedForOne)
    {
        Assert.Equal(expectedForOne, Bernoulli.LogDensity(1, logit));
        Assert.Equal(expectedForOne == 0 ? -1000 : 0, Bernoulli.LogDensity(0, logit));
    }

    private static void Laws(DiscreteLikelihood family, double parameter, int largest, Func<double, double> variance)
    {
        double[] probabilities =
            [.. Enumerable.Range(0, largest + 1).Select(x => Math.Exp(family.LogDensity(x, parameter)))];
        var mean = family.Mean(parameter);
        Assert.Equal(1, probabilities.Sum(), 1e-11);
        Assert.Equal(mean, probabilities.Select((p, x) => p * x).Sum(), 1e-9);
        // E[∂ log p/∂η] = 0, the score identity.
        Assert.Equal(0, probabilities.Select((p, x) => p * family.Derivative(x, parameter)).Sum(), 1e-9);

        var stream = new RandomStream(8);
        var draws = new double[20_000];
        foreach (ref var draw in draws.AsSpan())
            draw = family.Sample(parameter, 0, stream);
        MonteCarlo.MeanIs(mean, draws, "mean");
        MonteCarlo.MeanIs(variance(mean), [.. draws.Select(x => (x - mean) * (x - mean))], "variance");
        for (var x = 0; x < Math.Min(probabilities.Length, 6); x++)
            MonteCarlo.MeanIs(probabilities[x], [.. draws.Select(d => d == x ? 1.0 : 0)], $"probability of {x}");
    }
}
