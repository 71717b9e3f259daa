using Ivae.Distributions;
using Ivae.Numerics;
using Ivae.Test.Autodiff;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Ivae.Test.Distributions;

/// <summary>Laws of every family; independent densities are those of MathNet.Numerics.</summary>
public class PriorFamilyTest
{
    private const double Location = -0.7;
    private const double Scale = 2.3;
    private const int Samples = 100_000;

    private static readonly Dictionary<string, PriorFamily> Members =
        new(PriorFamily.All.Select(family => KeyValuePair.Create(family.Name, family)))
        {
            ["student_t, 9"] = new StudentTFamily(9),
            ["student_t, 2.5"] = new StudentTFamily(2.5),
        };

    public static TheoryData<string> Families => [.. Members.Keys];

    /// <summary>The law that a wrong constant, derivative, distribution function or variance breaks.</summary>
    [Theory]
    [MemberData(nameof(Families))]
    public void DensityDerivativeDistributionFunctionAndVarianceAreOfOneDistribution(string name)
    {
        var family = Members[name];
        double P(double r) => Math.Exp(family.LogDensity(r));
        double[] ends = [-60, -8, -2, -0.5, 0, 0.5, 2, 8, 60];
        foreach (var (low, high) in ends.Zip(ends.Skip(1)))
        {
            var mass = family.CumulativeProbability(high) - family.CumulativeProbability(low);
            Assert.Equal(mass, Integrate.GaussKronrod(P, low, high, 1e-10), 1e-9);
        }

        Assert.Equal(0.5, family.CumulativeProbability(0), 1e-12);
        Assert.Equal(1, family.CumulativeProbability(1e9), 1e-9);
        foreach (var r in new[] { -30, -2.2, -0.3, 0.1, 1.4, 25 })
        {
            var step = 1e-5 * (1 + Math.Abs(r));
            var slope = (family.LogDensity(r + step) - family.LogDensity(r - step)) / (2 * step);
            Assert.Equal(slope, family.Derivative(r), 1e-6);
        }

        Assert.True(double.IsNaN(family.Derivative(double.NaN)));
        if (name == "student_t, 2.5")
            return; // the integral of its variance converges too slowly
        double Square(double r) => r * r * P(r);
        var half = Integrate.GaussKronrod(Square, 0, 60, 1e-10) + Integrate.GaussKronrod(Square, 60, 1e6, 1e-10);
        Assert.Equal(family.Variance, 2 * half, 1e-6);
        Assert.Equal(family.Variance, family.StandardDeviation * family.StandardDeviation, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void SamplesFollowTheDensityTheyAreScoredWith(string name)
    {
        var family = Members[name];
        var stream = new RandomStream(5);
        var draws = new double[Samples];
        foreach (ref var draw in draws.AsSpan())
            draw = family.Sample(stream);
        MonteCarlo.Follow(family.CumulativeProbability, draws, "distribution");
        MonteCarlo.MeanIs(0, draws, "mean");
        if (name != "student_t, 2.5") // its fourth moment is infinite
            MonteCarlo.MeanIs(family.Variance, [.. draws.Select(r => r * r)], "variance");
    }

    /// <summary>At its best the scale of a sample leaves −ρ′(r)·r of 1 on average.</summary>
    [Theory]
    [MemberData(nameof(Families))]
    public void TheScaleOfASampleIsTheMostLikelyOne(string name)
    {
        var family = Members[name];
        var stream = new RandomStream(6);
        double[] sample = [.. Enumerable.Range(0, 2000).Select(_ => Location + Scale * family.Sample(stream)).Order()];
        var (location, scale) = (family.EstimateLocation(sample), 0.0);
        scale = family.EstimateScale(sample, location);
        Assert.Equal(1, sample.Average(z => -family.Derivative((z - location) / scale) * (z - location) / scale), 1e-5);
        Assert.Equal(Scale, scale, 0.25);
        Assert.Equal(Location, location, 0.25);
    }

    /// <summary>log p of one scale less that of another is a multiple of |z|^p and a constant.</summary>
    [Theory]
    [MemberData(nameof(Families))]
    public void AnExponentialFamilyIsOne(string name)
    {
        var family = Members[name];
        Assert.Equal(family.Exponent is not null, family.Statistics(Modulation.Scale) is not null);
        if (family.Exponent is not { } p)
            return;
        double Change(double z) => family.LogDensity(z / 2) - family.LogDensity(z);
        var slope = Change(1) - Change(0);
        foreach (var z in new[] { -3, -0.4, 2.5 })
            Assert.Equal(slope * Math.Pow(Math.Abs(z), p), Change(z) - Change(0), 1e-12);
        // λ = −1/(p·s^p), by scale and by variance.
        Assert.Equal(-1 / (p * Math.Pow(2, p)) + 1 / p, slope, 1e-12);
        Assert.Equal(-1 / (p * Math.Pow(2, p)), family.ScaleParameter(4 * family.Variance), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Textbook))]
    public void TheOperationIsTheTextbookDensityAtALocationAndAScale(string name)
    {
        var independent = Independent(name);
        var sketch = new Sketch();
        var x = sketch.Data(1, 1);
        var (location, logScale) = (sketch.Data(1, 1, [Location]), sketch.Data(1, 1, [Math.Log(Scale)]));
        var log = new LocationScaleDensity<double>(Members[name], location, logScale).LogDensity(x);
        foreach (var value in new[] { -40, -3, Location, 0, 0.1, 25 })
        {
            x.Value[0] = value;
            sketch.Tape.Forward();
            Assert.Equal(independent.DensityLn(value), log.Value[0], 1e-11);
        }
    }

    public static TheoryData<string> Textbook => ["gaussian", "laplace", "student_t", "student_t, 9"];

    [Fact]
    public void AFamilyWhosePartsDisagreeIsRefused()
    {
        void Refused(PriorFamily family, string reason)
        {
            Assert.Contains(reason, Assert.Throws<ArgumentException>(() => PriorFamily.Register(family)).Message);
            Assert.DoesNotContain(family, PriorFamily.All);
        }

        Refused(new Changed("logistic_slope") { Slope = 1.1 }, "its derivative at -4.1 is");
        Refused(new Changed("logistic_mass") { Mass = 0.2 }, "its density at -4.1 is");
        Refused(new Changed("laplace"), "There is a family \"laplace\" already");
        Assert.Throws<ArgumentException>(() => new Changed("Log istic"));
        var unknown = Assert.Throws<ArgumentException>(() => PriorFamily.Named("no_such_family"));
        Assert.Contains("give one of gaussian, laplace", unknown.Message);
    }

    private static IContinuousDistribution Independent(string name) => name switch
    {
        "gaussian" => new Normal(Location, Scale),
        "laplace" => new Laplace(Location, Scale),
        "student_t" => new StudentT(Location, Scale, 5),
        _ => new StudentT(Location, Scale, 9),
    };

    /// <summary>A logistic family, with mistakes.</summary>
    private sealed class Changed(string name) : PriorFamily(name, "logistic")
    {
        public double Slope { get; init; } = 1;

        public double Mass { get; init; }

        public override double Variance => Math.PI * Math.PI / 3;

        public override double LogDensity(double r) => -r - 2 * Math.Log(1 + Math.Exp(-r)) + Mass;

        public override double Derivative(double r) => -Slope * Math.Tanh(r / 2);

        public override double CumulativeProbability(double r) => 1 / (1 + Math.Exp(-r));

        public override double Sample(RandomStream stream) => SpecialFunctions.Logit(stream.NextOpenDouble());
    }
}
