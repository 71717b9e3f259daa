using Ivae.Numerics;
using Ivae.Simulation.Worlds;
using Ivae.Test.Distributions;

namespace Ivae.Test.Simulation;

public class WorldSourceTest
{
    private const double Step = 1e-3;

    public static TheoryData<string, double> Shapes
    {
        get
        {
            var data = new TheoryData<string, double>();
            foreach (var kind in WorldKinds<SourceKind>.All.Where(kind => kind.HasDensity))
                data.Add(kind.Name, kind.Shape ?? double.NaN);
            data.Add("student-t", 9);
            data.Add("skewed", 5);
            data.Add("two-peaked", 0.6);
            data.Add("sparse", 0.9);
            data.Add("ar1", -0.4);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void TheDensityIsOneOfMeanZeroAndVarianceOne(string name, double shape)
    {
        var kind = WorldKinds<SourceKind>.Named(name);
        double mass = 0, mean = 0, variance = 0;
        for (var e = -100 + Step / 2; e < 100; e += Step)
        {
            var part = Math.Exp(kind.LogDensity(shape, e)) * Step;
            mass += part;
            mean += part * e;
            variance += part * e * e;
        }

        Assert.Equal(1, mass, 2e-4);
        Assert.Equal(0, mean, 2e-4);
        Assert.Equal(1, variance, 1e-3);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void SamplesFollowTheDensityThatScoresThem(string name, double shape)
    {
        var kind = WorldKinds<SourceKind>.Named(name);
        var cumulative = new double[(int)(200 / Step) + 1];
        for (var k = 1; k < cumulative.Length; k++)
            cumulative[k] = cumulative[k - 1] + Math.Exp(kind.LogDensity(shape, -100 + (k - 0.5) * Step)) * Step;

        // A series with a memory is thinned until neighbours are independent.
        var every = kind.HasMemory ? 30 : 1;
        var e = new double[50_000 * every];
        kind.Sample(shape, e, new RandomStream(1));
        int At(double value) => Math.Clamp((int)Math.Round((value + 100) / Step), 0, cumulative.Length - 1);
        double Distribution(double value) => cumulative[At(value)];
        MonteCarlo.Follow(Distribution, e.Where((_, t) => t % every == 0), name);
    }

    [Fact]
    public void AnAutoregressionRemembers()
    {
        var e = Sample("ar1", 0.7, 200_000);
        int[] apart = [.. Enumerable.Range(0, 10_000).Select(k => 20 * k)];
        MonteCarlo.MeanIs(0.7, [.. apart.Select(t => e[t] * e[t + 1])], "lag 1");
        MonteCarlo.MeanIs(0.343, [.. apart.Select(t => e[t] * e[t + 3])], "lag 3");
    }

    [Fact]
    public void AGarchSeriesHasAMemoryOfItsVolatilityAlone()
    {
        var e = Sample("garch", 0.9, 1_000_000);
        int[] apart = [.. Enumerable.Range(0, 10_000).Select(k => 100 * k)];
        MonteCarlo.MeanIs(0, [.. apart.Select(t => e[t])], "mean");
        MonteCarlo.MeanIs(1, [.. apart.Select(t => e[t] * e[t])], "variance");
        MonteCarlo.MeanIs(0, [.. apart.Select(t => e[t] * e[t + 1])], "lag 1");
        Assert.True(apart.Average(t => (e[t] * e[t] - 1) * (e[t + 1] * e[t + 1] - 1)) > 0.2);
        Assert.Throws<NotSupportedException>(() => WorldKinds<SourceKind>.Named("garch").LogDensity(0.9, 0));
    }

    private static double[] Sample(string name, double shape, int count)
    {
        var e = new double[count];
        WorldKinds<SourceKind>.Named(name).Sample(shape, e, new RandomStream(2));
        return e;
    }
}
