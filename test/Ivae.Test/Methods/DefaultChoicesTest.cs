using Ivae.Data;
using Ivae.Distributions;
using Ivae.Methods;
using Ivae.Simulation;

namespace Ivae.Test.Methods;

/// <summary>
/// What a flow chooses by itself: the family of its prior, and which latents have a mean that moves. Nothing is chosen
/// with the sources in hand.
/// </summary>
public sealed class DefaultChoicesTest
{
    private static readonly IvaeOptions Short = new() { Training = new() { Steps = 1200, LearningRate = 0.01 } };

    [Theory]
    [InlineData("gaussian", false, "gaussian")]
    [InlineData("laplace", false, "laplace")]
    [InlineData("laplace", true, "gaussian")] // for a Laplace whose location moves nothing is promised
    public void The_family_with_a_guarantee_that_fits_better_is_taken(string sources, bool meansMove, string expected)
    {
        var family = PriorFamily.Named(sources);
        var data = Data("paper", o => o with { Source = family, ModulateMean = meansMove });
        var fit = new IvaeEstimator(Short).Fit(data);

        Assert.Equal(expected, fit.Model.Description.Options.Prior.Family!.Name);
    }

    [Fact]
    public void A_family_that_was_asked_for_stays()
    {
        var asked = Short with { Prior = new() { Family = PriorFamily.Gaussian }, Training = new() { Epochs = 1 } };

        var fit = new IvaeEstimator(asked).Fit(Data("paper", o => o with { Source = PriorFamily.Laplace }));

        Assert.Equal(PriorFamily.Gaussian, fit.Model.Description.Options.Prior.Family);
    }

    [Fact]
    public void Means_that_need_not_move_stand_still_and_others_keep_moving()
    {
        var data = Data("staircase", o => o);

        Assert.Equal([false, true], Moving(data, Short).Order());
        Assert.Equal([true, true], Moving(Data("iflow", o => o), Short));
    }

    [Theory]
    [InlineData(0, "flow", false)]
    [InlineData(0.05, "ivae", true)]
    [InlineData(1, "ivae", false)]
    public void The_bound_is_taken_where_noise_cannot_be_neglected(
        double variance, string expected, bool startsFromFlow)
    {
        var data = Data("paper", o => o with { Observed = 4, NoiseVariance = variance });

        var fit = new IvaeEstimator(Short with { LatentDimension = 2 }).Fit(data);

        var chosen = fit.Model.Description.Options;
        Assert.Equal((expected, startsFromFlow, startsFromFlow ? 8 : null),
            (chosen.Method.Name, fit.Model.EncoderReadsAuxiliary, (chosen.Method as IvaeMethod)?.ImportanceSamples));
        Assert.Equal(startsFromFlow, fit.Warnings.Any(w => w.Contains("started from", StringComparison.Ordinal)));
        // square maps of 500 columns would be slow: a flow of their principal components is not
        var wide = (Short with { LatentDimension = 2 }).Resolve(500);
        Assert.Equal(("flow", Scaling.Reduce), (wide.Method.Name, wide.Preprocessing.Scaling));
    }

    [Theory]
    [InlineData(5, 100, 20)]
    [InlineData(10, 40, 40)]
    [InlineData(5, 5, null)]
    public void A_flow_changes_four_coordinates_for_each_latent(int latents, int columns, int? expected) =>
        Assert.Equal(expected,
            new IvaeOptions { LatentDimension = latents }.Resolve(columns) is { Method: FlowMethod flow }
                ? flow.Coordinates
                : 0);

    [Theory]
    [InlineData(32, true)]
    [InlineData(33, false)]
    public void A_free_form_flow_of_many_columns_estimates_its_determinant(int columns, bool exact)
    {
        bool? Exact(bool? asked)
        {
            var flow = new FlowMethod { Layers = FlowLayers.FreeForm, ExactJacobian = asked };
            return ((FlowMethod)new IvaeOptions { Method = flow }.Resolve(columns).Method).ExactJacobian;
        }

        Assert.Equal(exact, Exact(null));
        Assert.Equal(!exact, Exact(!exact));
    }

    [Fact]
    public void A_rank_asks_for_a_posterior()
    {
        static IvaeOptions Auto(int rank) => new()
        {
            Method = new AutoMethod { Ivae = new() { Posterior = new() { Rank = rank } } },
        };
        static string Problem(IvaeOptions options) => Assert.Throws<ArgumentException>(options.Validate).Message;

        Auto(2).Validate();
        Assert.Equal("ivae", Auto(2).Resolve(5).Method.Name);
        foreach (var method in new VaeFamilyMethod[] { new PiVaeMethod(), new BetaTcVaeMethod() })
            Assert.Contains(
                "posterior.rank is 2 and only a full covariance has one",
                Problem(new() { Method = method with { Posterior = new() { Rank = 2 } } }),
                StringComparison.Ordinal);
        Assert.Contains("method.ivae.posterior.rank is 0", Problem(Auto(0)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("auto", 5, 100_000)]
    [InlineData("auto", 20, 200_000)]
    [InlineData("ivae", 5, 50_000)]
    public void Effort_multiplies_the_usual_number_of_steps(string method, int columns, int expected)
    {
        var thorough = new IvaeOptions { Method = Method.Named(method), Training = new() { Effort = 2.5 } };

        Assert.Equal(expected, thorough.Resolve(columns).Training.StepsOrDefault);
        Assert.Equal(7, (thorough with { Training = thorough.Training with { Steps = 7 } })
            .Resolve(columns).Training.StepsOrDefault);
        Assert.Contains(new IvaeOptions { Training = new() { Effort = 0 } }.Training.Problems(),
            problem => problem.StartsWith("training.effort is 0", StringComparison.Ordinal));
    }

    private static bool[] Moving(Dataset data, IvaeOptions options)
    {
        var model = (IvaeModel)new IvaeEstimator(options).Fit(data).Model;
        var means = model.Prior(data.Auxiliary).Mean;
        return [.. Enumerable.Range(0, means.Columns)
            .Select(i => Enumerable.Range(0, means.Rows).Select(row => means[row, i]).Distinct().Count() > 1)];
    }

    private static Dataset Data(string preset, Func<SimulationOptions, SimulationOptions> change)
        => Simulator.Generate(change(
            SimulationPresets.All[preset] with { Latent = 2, Observed = 2, Segments = 10, RowsPerSegment = 400 }),
            3).ToDataset();
}
