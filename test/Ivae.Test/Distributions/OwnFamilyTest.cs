using Ivae.Cli;
using Ivae.Distributions;
using Ivae.Identifiability;
using Ivae.Methods;
using Ivae.Numerics;
using Ivae.Reporting;
using Ivae.Selection;
using Ivae.Simulation;
using Ivae.Test.Data;
using MathNet.Numerics;

namespace Ivae.Test.Distributions;

/// <summary>A family that the library does not know, p(r) ∝ exp(−r⁴/4), takes part in everything.</summary>
public sealed class OwnFamilyTest : IDisposable
{
    private static readonly Quartic Family = new();
    private static readonly SimulationOptions Sources = new()
    {
        Source = Family,
        Latent = 2,
        Observed = 2,
        Segments = 12,
        RowsPerSegment = 300,
        MixingLayers = 1,
        ConditionDraws = 50,
    };

    private readonly TemporaryFolder folder = new();

    public OwnFamilyTest() => PriorFamily.Register(Family);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ItIsKnownByItsNameOnTheCommandLineAndInAModelFile()
    {
        var tree = new OptionTree<FitSettings>();
        tree.Set("prior.family", "quartic", "--set");
        Assert.Same(Family, tree.Resolve().Prior.Family);
        var error = Assert.Throws<UsageException>(() => tree.Set("prior.family", "quadratic", "--set"));
        Assert.Contains("is not one of gaussian, laplace, student_t, hyperbolic_secant, ", error.Message);

        var options = new IvaeOptions { Prior = new() { Family = Family }, Training = new() { Steps = 5 } };
        var data = Simulator.Generate(Sources, 1).ToDataset();
        var model = new IvaeEstimator(options).Fit(data).Model;
        IvaeModelFile.Save(model, folder.Of("model.ivae"));
        var again = IvaeModelFile.Load(folder.Of("model.ivae"));
        Assert.Same(Family, again.Description.Options.Prior.Family);
        Assert.Equal(model.Transform(data).Values, again.Transform(data).Values);
    }

    [Fact]
    public void ItsStatisticHasItsTheoremAndIsSeenToMove()
    {
        var facts = new ModelFacts
        {
            Family = Family,
            Modulates = Modulation.Scale,
            Latents = 2,
            Observed = 2,
            DistinctAuxiliary = 12,
        };
        var guarantee = Guarantee.Of(facts);
        Assert.Equal(("Theorem 3", "|z|^4", 3), (guarantee.Theorem, guarantee.Statistics, guarantee.NeededAuxiliary));
        var moving = Guarantee.Of(facts with { Modulates = Modulation.MeanAndScale });
        Assert.Contains("A quartic prior whose location moves is not an exponential family", moving.Statement);

        var made = Simulator.Generate(Sources, 2);
        Assert.Equal(["|z|^4"], made.SufficientStatistics);
        var data = made.ToDataset();
        var check = VariabilityCheck.Of(made.Sources, data.Auxiliary, Family, Modulation.Scale);
        Assert.Equal(EquivalenceClass.Permutation, check.Supports);
    }

    [Fact]
    public void LatentsOfItAreKnownForIt()
    {
        var made = Simulator.Generate(Sources, 3);
        double Of(PriorFamily family) => FamilyLikelihood.Of(made.Sources.Column(0), made.Segment, family).Average();
        Assert.True(Of(Family) > Of(PriorFamily.Gaussian), $"{Of(Family)} {Of(PriorFamily.Gaussian)}");
        double[] sample = [.. Enumerable.Range(0, 300).Select(row => (double)made.Sources[row, 0]).Order()];
        var location = Family.EstimateLocation(sample);
        Assert.Equal(0, sample.Average(z => Family.Derivative(z - location)), 1e-4);
        var scale = Family.EstimateScale(sample, 0); // light tails, where the plain iteration would not end
        Assert.Equal(Math.Pow(sample.Average(z => Math.Pow(z, 4)), 0.25), scale, 1e-5);
    }

    private sealed class Quartic() : PriorFamily("quartic", "quartic")
    {
        private static readonly double LogC = Math.Log(2 * Math.Pow(4, 0.25) * SpecialFunctions.Gamma(1.25));

        public override double Variance => 2 * SpecialFunctions.Gamma(0.75) / SpecialFunctions.Gamma(0.25);

        public override double? Exponent => 4;

        public override double LogDensity(double r) => -r * r * r * r / 4 - LogC;

        public override double Derivative(double r) => -r * r * r;

        public override double CumulativeProbability(double r)
            => 0.5 + 0.5 * Math.Sign(r) * SpecialFunctions.GammaLowerRegularized(0.25, r * r * r * r / 4);

        public override double Sample(RandomStream stream)
        {
            double r;
            do
                r = stream.NextNormal();
            while (stream.NextDouble() > Math.Exp(-(r * r - 1) * (r * r - 1) / 4));
            return r;
        }
    }
}
