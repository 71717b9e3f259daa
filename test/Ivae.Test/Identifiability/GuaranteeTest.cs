using Ivae.Distributions;
using Ivae.Identifiability;
using Ivae.Methods;
using Ivae.Numerics;
using Ivae.Reporting;
using Ivae.Simulation;

namespace Ivae.Test.Identifiability;

/// <summary>
/// The table of the paper (Khemakhem et al. 2020, Theorems 1–3, Proposition 1, Supplement D, corrigendum of v4), row by
/// row.
/// </summary>
public class GuaranteeTest
{
    private static readonly ModelFacts Five = new() { Latents = 5, Observed = 5, DistinctAuxiliary = 40 };

    [Theory]
    [InlineData("gaussian", Modulation.Scale, EquivalenceClass.Permutation, "Theorem 3", 6)]
    [InlineData("gaussian", Modulation.MeanAndScale, EquivalenceClass.Permutation, "Theorem 2", 11)]
    [InlineData("gaussian", Modulation.Mean, EquivalenceClass.LinearMap, "Theorem 1", 6)]
    [InlineData("laplace", Modulation.Scale, EquivalenceClass.Permutation, "Theorem 3", 6)]
    [InlineData("laplace", Modulation.Mean, EquivalenceClass.None, null, null)]
    [InlineData("laplace", Modulation.MeanAndScale, EquivalenceClass.None, null, null)]
    [InlineData("student_t", Modulation.Scale, EquivalenceClass.None, null, null)]
    [InlineData("student_t", Modulation.MeanAndScale, EquivalenceClass.None, null, null)]
    public void EveryPriorHasItsTheorem(
        string family, Modulation modulates, EquivalenceClass expected, string? theorem, int? needed)
    {
        var facts = Five with { Family = PriorFamily.Named(family), Modulates = modulates };
        var guarantee = Guarantee.Of(facts);
        Assert.Equal((expected, theorem, needed), (guarantee.Class, guarantee.Theorem, guarantee.NeededAuxiliary));
        if (needed is not { } count)
            return;

        // One value of u too few, and the promise is gone.
        Assert.Equal(expected, Guarantee.Of(facts with { DistinctAuxiliary = count }).Class);
        var short1 = Guarantee.Of(facts with { DistinctAuxiliary = count - 1 });
        Assert.Equal(EquivalenceClass.None, short1.Class);
        Assert.Contains($"{count - 1} distinct values of u", short1.Statement);
        Assert.Contains($" = {count} are needed", short1.Statement);
    }

    /// <summary>Hyvärinen, Sasaki and Turner 2019, Theorem 1: 2n + 1 values of u, whatever moves.</summary>
    [Theory]
    [InlineData(Modulation.Scale)]
    [InlineData(Modulation.MeanAndScale)]
    [InlineData(Modulation.Mean)]
    public void AFreeShapeHasTheTheoremOfDerivativesOfLogDensities(Modulation modulates)
    {
        var facts = Five with { FreeShape = true, Modulates = modulates, DistinctAuxiliary = 11 };
        var guarantee = Guarantee.Of(facts);
        Assert.Equal((EquivalenceClass.Permutation, 11), (guarantee.Class, guarantee.NeededAuxiliary));
        Assert.Contains("Theorem 1 of Hyvärinen, Sasaki and Turner 2019", guarantee.Statement);
        var assumed = Assert.Single(guarantee.Assumptions, a => a.Kind == AssumptionKind.DensityDerivatives);
        Assert.Equal(AssumptionStatus.Assumed, assumed.Status);
        Assert.Contains("2n + 1 = 11 values of u", guarantee.Sentence(assumed));
        Assert.DoesNotContain(guarantee.Assumptions, a => a.Kind == AssumptionKind.ExponentialFamily);
        AssertNothing(facts with { DistinctAuxiliary = 10 }, " = 11 are needed");
        AssertNothing(facts with { PriorReadsAuxiliary = false }, "does not depend on u");
    }

    [Fact]
    public void WithoutUInThePriorNothingIsGuaranteed()
        => AssertNothing(Five with { PriorReadsAuxiliary = false }, "does not depend on u");

    [Theory]
    [InlineData("bernoulli")]
    [InlineData("poisson")]
    public void TheClaimForDiscreteObservationsWasWithdrawn(string likelihood)
        => AssertNothing(
            Five with { Likelihood = LikelihoodFamily.Named(likelihood), Observed = 100 },
            "withdrawn in its version 4");

    [Fact]
    public void MoreLatentsThanColumnsCannotBeInjective()
        => AssertNothing(Five with { Observed = 4 }, "5 latents cannot be seen one to one in 4 observed columns");

    [Fact]
    public void MovingMeansAloneLeaveARotation()
        => Assert.Contains("by Proposition 1 a rotation cannot be excluded",
            Guarantee.Of(Five with { Modulates = Modulation.Mean }).Statement);

    /// <summary>A diagonal posterior concerns finding the model, not what the data determine.</summary>
    [Theory]
    [InlineData("none", AssumptionStatus.Checked)]
    [InlineData("full", AssumptionStatus.Assumed)]
    [InlineData("diagonal", AssumptionStatus.Failed)]
    public void ThePosteriorDecidesAboutEstimationOnly(string covariance, AssumptionStatus expected)
    {
        var guarantee = Guarantee.Of(Five with { Covariance = PosteriorCovariance.Named(covariance) });
        Assert.Equal(EquivalenceClass.Permutation, guarantee.Class);
        Assert.Equal(expected, guarantee.Assumptions.Single(a => a.IsAboutEstimation).Status);
    }

    /// <summary>The published weights are no bound; equal ones are a multiple of it.</summary>
    [Fact]
    public void AnObjectiveThatIsNoBoundIsToldOf()
    {
        var data = Simulator.Generate(
            new SimulationOptions { Segments = 7, RowsPerSegment = 3, Latent = 2, Observed = 2, ConditionDraws = 10 },
            1).ToDataset();
        (AssumptionStatus Status, string Sentence) Estimation(IvaeOptions options)
        {
            var guarantee = Guarantee.Of(ModelFacts.Of(options, data));
            var assumption = guarantee.Assumptions.Single(a => a.IsAboutEstimation);
            return (assumption.Status, guarantee.Sentence(assumption));
        }

        var weighted = Estimation(new IvaeOptions { Method = new WeightedIvaeMethod() });
        Assert.Equal(AssumptionStatus.Failed, weighted.Status);
        Assert.Contains("no bound on the likelihood", weighted.Sentence);
        Assert.DoesNotContain("no bound", Estimation(
            new IvaeOptions { Method = Methods.VaeFamilyTest.Weighted(2, AggregateEstimator.Weighted) }).Sentence);
        Assert.DoesNotContain("no bound", Estimation(new IvaeOptions { Method = new IvaeMethod() }).Sentence);
    }

    /// <summary>
    /// In the weakest case that each theorem covers, the mixing being nonlinear; models with a density have theirs from
    /// prior and likelihood.
    /// </summary>
    [Fact]
    public void EveryMethodWithoutADensityHasTheClassOfItsOwnTheorem()
    {
        var classes = Method.All.Where(method => method.Class is not null)
            .ToDictionary(method => method.Name, method => method.Class!.Value);
        Assert.Equal(
            ["fastica", "gcl", "ice-beem", "infomax", "pca", "pcl", "picard", "tcl"],
            classes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((EquivalenceClass.None, EquivalenceClass.None), (classes["picard"], classes["infomax"]));
        Assert.Equal((EquivalenceClass.None, EquivalenceClass.None), (classes["pca"], classes["fastica"]));
        // of sufficient statistics
        Assert.Equal((EquivalenceClass.LinearMap, EquivalenceClass.LinearMap), (classes["tcl"], classes["gcl"]));
        Assert.Equal(
            (EquivalenceClass.Permutation, EquivalenceClass.Permutation), (classes["pcl"], classes["ice-beem"]));

        var data = Simulator.Generate(
            new SimulationOptions { Segments = 7, RowsPerSegment = 9, Latent = 2, Observed = 2, ConditionDraws = 10 },
            1).ToDataset();
        var fit = new IvaeEstimator(new IvaeOptions { Method = new FastIcaMethod() }).Fit(data);
        Assert.Equal((EquivalenceClass.None, Method.Named("fastica").Guarantee),
            (Guarantee.Of(fit.Model, data).Class, Guarantee.Of(fit.Model, data).Statement));
    }

    [Theory]
    [InlineData(Activation.Silu, Modulation.MeanAndScale, AssumptionStatus.Checked)]
    [InlineData(Activation.LeakyRelu, Modulation.MeanAndScale, AssumptionStatus.Assumed)]
    [InlineData(Activation.Elu, Modulation.MeanAndScale, AssumptionStatus.Assumed)]
    [InlineData(Activation.Elu, Modulation.Scale, AssumptionStatus.Checked)]
    public void KinksOfTheDecoderAreToldOf(Activation activation, Modulation modulates, AssumptionStatus expected)
    {
        var guarantee = Guarantee.Of(Five with { DecoderActivation = activation, Modulates = modulates });
        Assert.Equal(expected, guarantee.Assumptions.Single(a => a.Kind == AssumptionKind.SmoothMixing).Status);
    }

    [Fact]
    public void InjectivityAndNoiseCanOnlyBeAssumed()
    {
        var assumed = Guarantee.Of(Five).Assumptions
            .Where(a => a.Status == AssumptionStatus.Assumed).Select(a => a.Kind).ToArray();
        Assert.Contains(AssumptionKind.InjectiveMixing, assumed);
        Assert.Contains(AssumptionKind.Noise, assumed);
    }

    [Fact]
    public void FactsComeFromOptionsAndData()
    {
        var data = Simulator.Generate(
            new SimulationOptions { Segments = 7, RowsPerSegment = 3, Latent = 2, Observed = 3, ConditionDraws = 10 },
            1).ToDataset();
        var facts = ModelFacts.Of(new IvaeOptions { LatentDimension = 2, Method = new VaeMethod() }, data);
        Assert.Equal((false, 2, 3, 7, true), (facts.PriorReadsAuxiliary, facts.Latents, facts.Observed,
            facts.DistinctAuxiliary, facts.AuxiliaryIsCategorical));
    }

    private static void AssertNothing(ModelFacts facts, string reason)
    {
        var guarantee = Guarantee.Of(facts);
        Assert.Equal((EquivalenceClass.None, null), (guarantee.Class, guarantee.Theorem));
        Assert.StartsWith("Nothing is guaranteed.", guarantee.Statement);
        Assert.Contains(reason, guarantee.Statement);
    }
}
