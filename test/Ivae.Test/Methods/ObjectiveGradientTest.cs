using Ivae.Distributions;
using Ivae.Methods;
using Ivae.Numerics;
using Ivae.Test.Autodiff;
using Ivae.Test.Networks.Invertible;

namespace Ivae.Test.Methods;

/// <summary>The gradient of the whole objective, with its noise held, against central differences in double.</summary>
public class ObjectiveGradientTest
{
    public static TheoryData<FlowLayers> AllLayers => [.. Enum.GetValues<FlowLayers>()];

    public static TheoryData<FlowLayers> InvertibleLayers => [.. FlowExample.Invertible];

    private static readonly PosteriorOptions[] Posteriors = [..
        from covariance in new[] { PosteriorCovariance.Full, PosteriorCovariance.Diagonal }
        from separate in new[] { false, true }
        from reads in new[] { false, true }
        select new PosteriorOptions { Covariance = covariance, SeparateNetworks = separate, ReadsAuxiliary = reads },
        new PosteriorOptions { Rank = 1 }, new PosteriorOptions { Rank = 2, SeparateNetworks = true }];

    private static readonly LikelihoodOptions[] Likelihoods = [..
        from family in LikelihoodFamily.All
        from noise in Enum.GetValues<NoiseVariance>()
        where noise != NoiseVariance.None
        where family.Noise is not null || noise == NoiseVariance.Learned
        select new LikelihoodOptions { Family = family, Noise = noise }];

    public static TheoryData<string, Modulation, string, Conditioner> Priors
    {
        get
        {
            var all = new TheoryData<string, Modulation, string, Conditioner>();
            foreach (var family in PriorFamily.All)
                foreach (var modulation in Enum.GetValues<Modulation>())
                {
                    all.Add(family.Name, modulation, "one", Conditioner.Table);
                    foreach (var auxiliary in SmallModel.AuxiliaryKinds)
                        all.Add(family.Name, modulation, auxiliary, Conditioner.Network);
                }

            return all;
        }
    }

    public static TheoryData<Activation> Activations => [.. Enum.GetValues<Activation>()];

    /// <summary>Every prior with every posterior and every likelihood.</summary>
    [Theory]
    [MemberData(nameof(Priors))]
    public void EveryModelHasTheGradientOfItsObjective(
        string name, Modulation modulation, string auxiliary, Conditioner conditioner)
    {
        var family = PriorFamily.Named(name);
        var prior = new PriorOptions { Family = family, Modulates = modulation, Conditioner = conditioner };
        var stream = new RandomStream(3);
        for (var i = 0; i < Posteriors.Length; i++)
            for (var j = 0; j < Likelihoods.Length; j++)
            {
                var model = new SmallModel(SmallModel.Options(prior, Posteriors[i], Likelihoods[j]), auxiliary);
                var what = $"{Posteriors[i]}, {Likelihoods[j]}";
                GradientCheck.OneDirectionEach(
                    model.Graph.Tape, model.Network.Parameters, model.Graph.Loss, stream, what);
                if (i == j) // each posterior and each likelihood once, number by number
                    GradientCheck.EveryEntry(model.Graph.Tape, model.Network.Parameters, model.Graph.Loss, what);
            }
    }

    /// <summary>Rows that lack values, and counts of more or less exposure.</summary>
    [Theory]
    [InlineData("gaussian", "numeric")]
    [InlineData("laplace", "one")]
    [InlineData("bernoulli", "mixed")]
    [InlineData("poisson", "mixed")]
    [InlineData("negative_binomial", "one")]
    public void MissingValuesAndExposureHaveTheirGradient(string name, string auxiliary)
    {
        var family = LikelihoodFamily.Named(name);
        var likelihood = new LikelihoodOptions
        {
            Family = family,
            Masked = true,
            Noise = NoiseVariance.LearnedPerColumn,
            LogCentre = family.HasLogLink ? [0.5, 1, 0.8] : null,
            LogExposure = family.HasLogLink ? 2 : null,
        };
        foreach (var reads in new[] { false, true })
            foreach (var samples in new int?[] { null, 3 })
            {
                var options = SmallModel.Options(new(), new() { ReadsAuxiliary = reads }, likelihood);
                var method = (IvaeMethod)options.Method;
                var model = new SmallModel(
                    options with { Method = method with { ImportanceSamples = samples } }, auxiliary);
                Assert.True(double.IsFinite(model.Graph.Loss.Value[0]));
                if (samples is null)
                    GradientCheck.EveryEntry(model.Graph.Tape, model.Network.Parameters, model.Graph.Loss, name);
            }
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void EveryActivationHasItsGradientInTheObjective(Activation activation)
    {
        foreach (var linear in new[] { true, false })
        {
            var prior = new PriorOptions { Conditioner = Conditioner.Network };
            var options = SmallModel.Options(prior, new PosteriorOptions(), new LikelihoodOptions(), activation);
            var model = new SmallModel(SmallModel.With(options, new IvaeMethod { LinearPath = linear }), "one");
            GradientCheck.EveryEntry(model.Graph.Tape, model.Network.Parameters, model.Graph.Loss, $"{activation}");
        }
    }

    /// <summary>
    /// One observed column, one latent, one row, one level: the sizes at which squeezed dimensions go wrong.
    /// </summary>
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 1, 3)]
    [InlineData(1, 3, 2)]
    [InlineData(3, 1, 2)]
    [InlineData(3, 3, 1)]
    public void TheSmallestSizesWork(int observed, int latents, int rows)
    {
        foreach (var posterior in Posteriors)
            foreach (var auxiliary in SmallModel.AuxiliaryKinds.Append("single level"))
                foreach (var likelihood in Likelihoods)
                {
                    var options = SmallModel.Options(new PriorOptions(), posterior, likelihood);
                    var model = new SmallModel(options, auxiliary, observed, latents, rows);
                    var what = $"{posterior}, {auxiliary}, {likelihood}";
                    GradientCheck.OneDirectionEach(
                        model.Graph.Tape, model.Network.Parameters, model.Graph.Loss, new RandomStream(4), what);
                }
    }

    /// <summary>
    /// The exact likelihood of a flow, whose Jacobian is carried through the encoder; activations with a smooth slope.
    /// </summary>
    [Theory]
    [InlineData(Activation.None)]
    [InlineData(Activation.Xtanh)]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Softplus)]
    [InlineData(Activation.Silu)]
    [InlineData(Activation.Sigmoid)]
    public void AFlowHasTheGradientOfItsObjective(Activation activation)
    {
        foreach (var size in new[] { 1, 2, 3 })
            foreach (var auxiliary in SmallModel.AuxiliaryKinds)
            {
                var posterior = new PosteriorOptions { Covariance = PosteriorCovariance.None };
                var options = SmallModel.Options(
                    new PriorOptions(), posterior, new LikelihoodOptions { Noise = NoiseVariance.Fixed }, activation);
                var model = new SmallModel(SmallModel.With(options, new FlowMethod()), auxiliary, size, size, rows: 3);
                GradientCheck.EveryEntry(
                    model.Graph.Tape, model.Network.Parameters, model.Graph.Loss, $"{activation}, {size}, {auxiliary}");
            }
    }

    /// <summary>The exact likelihood of a flow with invertible layers.</summary>
    [Theory]
    [MemberData(nameof(InvertibleLayers))]
    public void AFlowOfInvertibleLayersHasTheGradientOfItsObjective(FlowLayers kind)
    {
        foreach (var size in new[] { 1, 2, 3 })
            foreach (var auxiliary in SmallModel.AuxiliaryKinds)
            {
                var posterior = new PosteriorOptions { Covariance = PosteriorCovariance.None };
                var options = SmallModel.Options(
                    new PriorOptions(), posterior, new LikelihoodOptions { Noise = NoiseVariance.None });
                var model =
                    new SmallModel(SmallModel.With(options, FlowExample.Options(kind)), auxiliary, size, size, rows: 3);
                GradientCheck.EveryEntry(
                    model.Graph.Tape, model.Network.Parameters, model.Graph.Loss, $"{kind}, {size}, {auxiliary}");
            }
    }

    /// <summary>The same with fewer latents than columns, and a free-form flow too.</summary>
    [Theory]
    [MemberData(nameof(AllLayers))]
    public void AFlowWithARemainderHasTheGradientOfItsObjective(FlowLayers kind)
    {
        foreach (var (latents, observed) in new[] { (1, 2), (2, 3), (1, 4) })
            foreach (var auxiliary in SmallModel.AuxiliaryKinds)
            {
                var posterior = new PosteriorOptions { Covariance = PosteriorCovariance.None };
                var options = SmallModel.Options(
                    new PriorOptions(), posterior, new LikelihoodOptions { Noise = NoiseVariance.None });
                var flow = kind == FlowLayers.FreeForm ? new() : FlowExample.Options(kind);
                var model =
                    new SmallModel(SmallModel.With(options, flow with { Network = new() { HiddenWidths = [3] } }),
                        auxiliary, observed, latents, rows: 3);
                GradientCheck.EveryEntry(model.Graph.Tape, model.Network.Parameters, model.Graph.Loss,
                    $"{kind}, {latents} of {observed}, {auxiliary}");
            }
    }

    /// <summary>
    /// What an iVAE starts from the latents of another model by, and the importance-weighted bound: of the latter prior
    /// and decoder, since the gradient of its encoder is another estimate (<see cref="ImportanceBoundTest"/>).
    /// </summary>
    [Fact]
    public void OtherObjectivesOfAnIvaeHaveTheirGradient()
    {
        foreach (var posterior in Posteriors)
            foreach (var auxiliary in SmallModel.AuxiliaryKinds)
            {
                var options = SmallModel.Options(
                    new PriorOptions(), posterior, new LikelihoodOptions { Noise = NoiseVariance.LearnedPerColumn });
                var weighted = SmallModel.With(options, new IvaeMethod { ImportanceSamples = 3 });
                foreach (var part in new[] { "prior", "decoder.0", "decoder.1", "decoder.linear" })
                    Check(new SmallModel(weighted, auxiliary), part);
                Check(new SmallModel(options, auxiliary, record: Imitation), "");

                void Check(SmallModel model, string part) => GradientCheck.EveryEntry(
                    model.Graph.Tape, model.Network.Parameters, model.Graph.Loss,
                    $"{model.Graph.GetType().Name}, {posterior}, {auxiliary}", part);
            }

        static WarmStartGraph<double> Imitation(IvaeNetwork<double> network)
        {
            var latents = new Matrix(4, network.Latents);
            new RandomStream(8).FillNormal(latents.Values.AsSpan());
            return new WarmStartGraph<double>(network, latents);
        }
    }

    [Fact]
    public void ABatchOfOtherSizeGivesWhatAFreshGraphGives()
    {
        var options = SmallModel.Options(
            new PriorOptions(), new PosteriorOptions { ReadsAuxiliary = true }, new LikelihoodOptions());
        var kept = new SmallModel(options, "mixed", rows: 7);
        foreach (var rows in new[] { 7, 3, 1, 7 })
        {
            var fresh = new SmallModel(options, "mixed", rows: 7);
            foreach (var model in new[] { kept, fresh })
            {
                model.Load(rows);
                model.Graph.Tape.Forward();
                model.Graph.Tape.Backward(model.Graph.Loss);
            }

            Assert.Equal(fresh.Graph.Loss.Value[0], kept.Graph.Loss.Value[0]);
            Assert.Equal(fresh.Network.Parameters.Gradients, kept.Network.Parameters.Gradients);
        }
    }

    [Fact]
    public void ATableForAnythingButOneCategoricalVariableIsRefused()
    {
        var options = SmallModel.Options(
            new PriorOptions { Conditioner = Conditioner.Table }, new PosteriorOptions(), new LikelihoodOptions());
        foreach (var auxiliary in new[] { "two", "numeric", "mixed" })
        {
            var error = Assert.Throws<ArgumentException>(() => new SmallModel(options, auxiliary));
            Assert.Contains("Conditioner = Network", error.Message, StringComparison.Ordinal);
        }
    }
}
