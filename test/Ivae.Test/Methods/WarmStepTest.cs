using Ivae.Distributions;
using Ivae.Methods;
using Ivae.Networks;
using Ivae.Numerics;
using Ivae.Test.Networks.Invertible;
using Ivae.Training;

namespace Ivae.Test.Methods;

public class WarmStepTest
{
    [Theory]
    [InlineData("full", "one", Conditioner.Table, false, "gaussian", "gaussian")]
    [InlineData("diagonal", "one", Conditioner.Network, true, "gaussian", "gaussian")]
    [InlineData("full", "mixed", Conditioner.Network, true, "laplace", "laplace")]
    [InlineData("diagonal", "two", Conditioner.Network, false, "bernoulli", "student_t")]
    [InlineData("full", "numeric", Conditioner.Network, false, "poisson", "gaussian")]
    [InlineData("none", "one", Conditioner.Table, false, "gaussian", "gaussian")]
    public void AWarmTrainingStepAllocatesNothing(
        string covariance, string auxiliary, Conditioner conditioner, bool reads, string likelihood, string prior)
    {
        foreach (var (activation, latents) in Enum.GetValues<Activation>().SelectMany(a => new[] { (a, 3), (a, 4) }))
        {
            var options = SmallModel.Options(
                new PriorOptions { Family = PriorFamily.Named(prior), Conditioner = conditioner },
                new PosteriorOptions { Covariance = PosteriorCovariance.Named(covariance), ReadsAuxiliary = reads },
                new LikelihoodOptions { Family = LikelihoodFamily.Named(likelihood) },
                activation);
            if (covariance == "none")
                options = SmallModel.With(options, new FlowMethod()); // with other coordinates where latents are fewer
            Check(options, auxiliary, latents);
        }
    }

    [Theory]
    [MemberData(nameof(InvertibleNetworkTest.Kinds), MemberType = typeof(InvertibleNetworkTest))]
    public void NeitherDoesOneOfInvertibleLayers(FlowLayers kind, int n, int changed)
    {
        var flow = FlowExample.Fit(kind);
        Check(flow, "one", n, n);
        Check(flow with { Prior = flow.Prior with { FreeShape = true } }, "one", n, n);
        Check(flow with { Method = (FlowMethod)flow.Method with { Coordinates = n } }, "one", changed, n + 1);
    }

    private static void Check(IvaeOptions options, string auxiliary, int latents, int observed = 4)
    {
        var training = new TrainingOptions { GradientClip = 0.1, WeightDecay = 0.01 };
        var shape = SmallModel.Shape(auxiliary);
        var mapped = options.Method.CoordinateCount(latents, observed);
        var start = new LinearStart(Initial.Orthonormal(observed, mapped, new RandomStream(5)),
            Initial.Orthonormal(mapped, observed, new RandomStream(6)));
        var network = new IvaeNetwork<float>(options, observed, latents, shape, start, new RandomStream(1));
        var data = SmallModel.MakeData(options.Likelihood.Family, shape, observed, 39, new RandomStream(2));
        var objective = new IvaeObjective<float>(
            network, data, RowSplit.Make(39, 0, false, new RandomStream(3)), new RandomStream(4));
        var adam = new Adam<float>(network.Parameters, training);
        void Epoch()
        {
            for (var first = 0; first < 39; first += 16) // 16, 16 and a last batch of 7
            {
                objective.Loss(objective.TrainingRows.Slice(first, Math.Min(16, 39 - first)), 0);
                adam.Step(0.001);
            }
        }

        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var epoch = 0; epoch < 17; epoch++)
                Epoch();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Allocated();
        // A collection caused by another test retires this thread's buffer, which counts as allocated: three tries.
        Assert.Equal(0, Enumerable.Range(0, 3).Min(_ => Allocated()));
    }
}
