using Ivae.Autodiff;
using Ivae.Distributions;
using Ivae.Numerics;
using Ivae.Test.Autodiff;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Ivae.Test.Distributions;

/// <summary>Laws of the shapes of priors: they integrate to one, and what is drawn follows what is scored.</summary>
public class PriorShapeTest
{
    private static readonly Dictionary<string,
        (PriorDensity<double> Density, Func<double, double> Distribution)> Shapes = new()
        {
            ["Student-t, 9"] = (StudentTOf(9), x => StudentT.CDF(0, 1, 9, x)),
            ["Student-t, 2.5"] = (StudentTOf(2.5), x => StudentT.CDF(0, 1, 2.5, x)),
            ["spike and slab"] = (new MixtureDensity<double>(GaussianMixture.SpikeAndSlab(0.8, 0.05)),
                x => 0.8 * Normal.CDF(0, 0.05, x) + 0.2 * Normal.CDF(0, 1, x)),
            ["one axis"] = (new MixtureDensity<double>(GaussianMixture.OnAxes(1, 0.3)),
                x => 0.5 * Normal.CDF(1, 0.3, x) + 0.5 * Normal.CDF(-1, 0.3, x)),
            ["free"] = (Free([0.2, 0.5, 0.3], [-1, 0.4, 3], [0.4, 0.1, 1.3]),
                x => 0.2 * Normal.CDF(-1, 0.4, x) + 0.5 * Normal.CDF(0.4, 0.1, x) + 0.3 * Normal.CDF(3, 1.3, x)),
        };

    private static FreeShapeDensity<double> Free(double[] weights, double[] centres, double[] deviations)
    {
        var sketch = new Sketch();
        Variable<double> Of(IEnumerable<double> values) => sketch.Data(values.Count(), 1, [.. values]);
        return new(null, null, Of(weights.Select(w => Math.Log(w))), Of(centres),
            Of(deviations.Select(s => Math.Log(s - 0.01))));
    }

    private static LocationScaleDensity<double> StudentTOf(double nu) => new(new StudentTFamily(nu), null, null);

    public static TheoryData<string> Names => [.. Shapes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void WhatIsDrawnFollowsWhatIsScored(string name)
    {
        var (density, distribution) = Shapes[name];
        var draws = new double[50_000];
        var stream = new RandomStream(5);
        for (var i = 0; i < draws.Length; i++)
            density.Draw(draws.AsSpan(i, 1), stream);
        MonteCarlo.Follow(distribution, draws, name);
        var score = Score(density, 1);
        var integral = 0.0;
        foreach (var (low, high) in new[] { (-100.0, -2.0), (-2, -0.5), (-0.5, 0), (0, 0.5), (0.5, 2), (2, 100) })
        {
            Assert.Equal(distribution(high) - distribution(low),
                Integrate.GaussKronrod(x => Math.Exp(score([x])), low, high, 1e-9), 1e-7);
            integral += distribution(high) - distribution(low);
        }

        Assert.Equal(1, integral, 1e-3);
        foreach (var x in (double[])[-3, -0.2, 0.3, 4])
            Assert.Equal(distribution(x), density.CumulativeProbability(x, 0), 1e-12);
        var (mean, deviation) = density.UnitMoments(0);
        MonteCarlo.MeanIs(mean, draws, "mean");
        if (name != "Student-t, 2.5") // its fourth moment is infinite
            MonteCarlo.MeanIs(deviation * deviation, [.. draws.Select(x => (x - mean) * (x - mean))], "variance");
    }

    [Fact]
    public void TheMixtureHasFourClustersInThePlane()
    {
        var mixture = GaussianMixture.OnAxes(2, 0.03);
        Assert.Equal([[1, 0], [-1, 0], [0, 1], [0, -1]], mixture.Centres);
        var density = new MixtureDensity<double>(mixture);
        var peak = -Math.Log(4) - 2 * Math.Log(0.03) - Math.Log(2 * Math.PI);
        Assert.Equal(peak, Score(density, 2)([0, 1]), 1e-9);
        Assert.Equal(peak - 0.5 * (1 + 4), Score(density, 2)([-1.03, 0.06]), 1e-9);
        var draws = new double[2 * 40_000];
        var stream = new RandomStream(6);
        for (var i = 0; i < draws.Length; i += 2)
            density.Draw(draws.AsSpan(i, 2), stream);
        foreach (var centre in mixture.Centres)
            MonteCarlo.MeanIs(0.25, [.. draws.Chunk(2)
                .Select(p => Math.Abs(p[0] - centre[0]) + Math.Abs(p[1] - centre[1]) < 0.5 ? 1.0 : 0)], "weight");
        var deviation = density.UnitMoments(0).Deviation;
        MonteCarlo.MeanIs(deviation * deviation, [.. draws.Select(x => x * x)], "variance");
    }

    private static Func<double[], double> Score(PriorDensity<double> density, int columns)
    {
        var sketch = new Sketch();
        var x = sketch.Data(1, columns);
        var log = density.LogDensity(x);
        return point =>
        {
            point.CopyTo(x.Value);
            sketch.Tape.Forward();
            return log.Value[0];
        };
    }
}
