using Ivae.Numerics;
using Ivae.Simulation;

namespace Ivae.Test.Simulation;

public class SourceDensityTest
{
    [Theory]
    [InlineData(SourceFamily.Gaussian)]
    [InlineData(SourceFamily.Laplace)]
    [InlineData(SourceFamily.HyperbolicSecant)]
    public void SamplesFollowTheDensityThatScoresThem(SourceFamily family)
    {
        var random = new RandomStream(1);
        var samples = Enumerable.Range(0, 200_000).Select(_ => SourceDensity.Sample(family, random)).Order().ToArray();
        const double step = 1e-3;
        double cumulative = 0, mean = 0, variance = 0, worst = 0;
        var below = 0;
        for (var e = -30.0; e < 30; e += step)
        {
            var mass = Math.Exp(SourceDensity.LogDensity(family, e + step / 2)) * step;
            cumulative += mass;
            mean += mass * (e + step / 2);
            variance += mass * (e + step / 2) * (e + step / 2);
            while (below < samples.Length && samples[below] <= e + step)
                below++;
            worst = Math.Max(worst, Math.Abs(cumulative - (double)below / samples.Length));
        }

        Assert.Equal(1, cumulative, 1e-6);
        Assert.Equal(0, mean, 1e-6);
        Assert.Equal(1, variance, 1e-5);
        Assert.True(worst < 1.95 / Math.Sqrt(samples.Length), $"{worst}");
    }
}
