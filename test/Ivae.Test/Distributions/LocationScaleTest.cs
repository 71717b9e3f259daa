using Ivae.Distributions;
using Ivae.Numerics;
using Ivae.Test.Autodiff;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Ivae.Test.Distributions;

/// <summary>Laws of the three continuous families; the independent densities and distribution functions are those of MathNet.Numerics.</summary>
public class LocationScaleTest
{
    private const double Location = -0.7;
    private const double Scale = 2.3;
    private const int Samples = 100_000;

    public static TheoryData<PriorFamily> Families => [.. Enum.GetValues<PriorFamily>()];

    [Theory]
    [MemberData(nameof(Families))]
    public void TheDensityIntegratesToOneAndIsTheTextbookOne(PriorFamily family)
    {
        var density = Density(family);
        var independent = Independent(family);
        double P(double x) => Math.Exp(density(x));
        var integral = Integrate.GaussKronrod(P, double.NegativeInfinity, Location) + Integrate.GaussKronrod(P, Location, double.PositiveInfinity);
        Assert.Equal(1, integral, 1e-7);
        foreach (var x in new[] { -40, -3, Location, 0, 0.1, 25 })
            Assert.Equal(independent.DensityLn(x), density(x), 1e-11);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void SamplesFollowTheDensityTheyAreScoredWith(PriorFamily family)
    {
        var stream = new RandomStream(5);
        var independent = Independent(family);
        var density = Density(family);
        var draws = new double[Samples];
        foreach (ref var draw in draws.AsSpan())
            draw = Location + Scale * LocationScaleDensity<double>.Sample(family, stream);
        MonteCarlo.Follow(((IUnivariateDistribution)independent).CumulativeDistribution, draws, "distribution");
        MonteCarlo.MeanIs(Location, draws, "mean");
        // Variances: 1 for a normal, 2 for a Laplace of scale 1, ν / (ν − 2) for Student's t.
        var variance = Scale * Scale * family switch { PriorFamily.Gaussian => 1, PriorFamily.Laplace => 2, _ => 5.0 / 3 };
        MonteCarlo.MeanIs(variance, [.. draws.Select(x => (x - Location) * (x - Location))], "variance");
        // A scale that differs between sampling and scoring shows in the cross entropy.
        double Surprise(double x) => -Math.Exp(density(x)) * density(x);
        var entropy = Integrate.GaussKronrod(Surprise, -400, Location, 1e-6) + Integrate.GaussKronrod(Surprise, Location, 400, 1e-6);
        MonteCarlo.MeanIs(entropy, [.. draws.Select(x => -density(x))], "entropy");
    }

    private static IContinuousDistribution Independent(PriorFamily family) => family switch
    {
        PriorFamily.Gaussian => new Normal(Location, Scale),
        PriorFamily.Laplace => new Laplace(Location, Scale),
        _ => new StudentT(Location, Scale, 5),
    };

    private static Func<double, double> Density(PriorFamily family)
    {
        var sketch = new Sketch();
        var x = sketch.Data(1, 1);
        var log = new LocationScaleDensity<double>(family, sketch.Data(1, 1, [Location]), sketch.Data(1, 1, [Math.Log(Scale)])).LogDensity(x);
        return value =>
        {
            x.Value[0] = value;
            sketch.Tape.Forward();
            return log.Value[0];
        };
    }
}
