using Ivae.Methods.Linear;
using Ivae.Numerics;

namespace Ivae.Test.Methods.Linear;

public class MarginalDensityTest
{
    public static TheoryData<string> Names => ["super", "sub", "mixture", "moved"];

    /// <summary>Every density integrates to one, and its score and slope are derivatives of it.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void DensitiesIntegrateToOneAndScoresAreDerivatives(string name)
    {
        var density = Density(name);
        const double Step = 1e-3;
        var mass = Enumerable.Range(-20_000, 40_001).Sum(i => Math.Exp(density.LogDensity(i * Step))) * Step;
        Assert.Equal(1, mass, 1e-9);
        foreach (var z in new[] { -3.1, -1.2, -0.05, 0, 0.4, 2.2, 6 })
        {
            density.LogDensity(z, out var score, out var slope);
            Assert.Equal((density.LogDensity(z - 1e-5) - density.LogDensity(z + 1e-5)) / 2e-5, score, 1e-6);
            density.LogDensity(z - 1e-5, out var before, out _);
            density.LogDensity(z + 1e-5, out var after, out _);
            Assert.Equal((after - before) / 2e-5, slope, 1e-6);
        }
    }

    [Fact]
    public void TheSubGaussianOneIsTwoNormals()
    {
        var two = new NormalMixture([0.5, 0.5], [-1, 1], [1, 1]);
        foreach (var z in new[] { -2.0, 0, 0.3, 5 })
            Assert.Equal(two.LogDensity(z), HyperbolicDensity.SubGaussian.LogDensity(z), 1e-12);
    }

    /// <summary>
    /// Expectation–maximisation never lowers the likelihood, and comes near that of the density that the values came
    /// from.
    /// </summary>
    [Fact]
    public void MixturesApproachTheDensityOfTheValues()
    {
        var random = new RandomStream(4);
        var z = Enumerable.Range(0, 4000).Select(_ => SourceTables.Laplace(random)).ToArray();
        var (mixture, before) = NormalMixture.Start(z, 6).Improved(z);
        for (var step = 0; step < 30; step++)
        {
            (mixture, var next) = mixture.Improved(z);
            Assert.True(next >= before - 1e-12, $"{next} after {before}");
            before = next;
        }

        var held = Enumerable.Range(0, 4000).Select(_ => SourceTables.Laplace(random)).ToArray();
        var truth = held.Average(value => -Math.Sqrt(2) * Math.Abs(value) - Math.Log(Math.Sqrt(2)));
        Assert.Equal(truth, held.Average(NormalMixture.Fit(z).LogDensity), 0.01);
    }

    /// <summary>
    /// Values far away cost their distance and stay finite; one row repeated does not become a spike of no width.
    /// </summary>
    [Fact]
    public void ExtremesAreFinite()
    {
        var mixture = NormalMixture.Fit([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2]);
        Assert.All(mixture.Deviations, s => Assert.True(s >= NormalMixture.NarrowestShare * 0.5));
        var logDensity = mixture.LogDensity(1e6, out var score, out var slope);
        Assert.All(new[] { logDensity, score, slope }, value => Assert.True(double.IsFinite(value)));
        Assert.True(double.IsFinite(HyperbolicDensity.SuperGaussian.LogDensity(-1e6)));
    }

    [Fact]
    public void WrongMixturesAreRefused()
    {
        Assert.Contains("sum 1", Assert.Throws<ArgumentException>(() => new NormalMixture([0.5], [0], [1])).Message);
        Assert.Contains("positive", Assert.Throws<ArgumentException>(() => new NormalMixture([1], [0], [0])).Message);
        Assert.Contains("as many", Assert.Throws<ArgumentException>(() => new NormalMixture([1], [0, 1], [1])).Message);
        Assert.Contains("at least 1", Assert.Throws<ArgumentException>(() => NormalMixture.Fit([1, 2], 0)).Message);
        Assert.Contains("different", Assert.Throws<ArgumentException>(() => NormalMixture.Fit([2, 2, 2])).Message);
    }

    private static MarginalDensity Density(string name) => name switch
    {
        "super" => HyperbolicDensity.SuperGaussian,
        "sub" => HyperbolicDensity.SubGaussian,
        "mixture" => new NormalMixture([0.2, 0.5, 0.3], [-1, 0.2, 3], [0.5, 1, 2]),
        _ => new NormalMixture([0.2, 0.8], [-1, 0.2], [0.5, 1]).Scaled(-1.5),
    };
}
