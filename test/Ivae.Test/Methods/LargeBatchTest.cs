using Ivae.Distributions;
using Ivae.Methods;
using Ivae.Networks;
using Ivae.Numerics;
using Ivae.Training;

namespace Ivae.Test.Methods;

public class LargeBatchTest
{
    [Fact]
    public void StepsAreTheSameBitForBitOnAnyNumberOfThreads()
    {
        var (one, two, three) = (Train(1), Train(2), Train(3));
        Assert.True(one.SequenceEqual(two) && one.SequenceEqual(three));

        static double[] Train(int threads)
        {
            var step = new TrainingStep(
                TrainingStep.PaperOptions(1024, 256, PosteriorCovariance.Diagonal), rows: 1700, threads: threads);
            double[] losses = [.. Enumerable.Range(0, 4).Select(_ => step.Run())];
            return [.. losses, .. step.Network.Parameters.Values.Select(value => (double)value)];
        }
    }

    [Fact]
    public void AWarmStepOnTwoThreadsAllocatesNothingOnTheCallers()
    {
        var step = new TrainingStep(
            TrainingStep.PaperOptions(1024, 256, PosteriorCovariance.Diagonal), rows: 1024, threads: 2);
        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 5; i++)
                step.Run();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Allocated();
        Assert.Equal(0, Enumerable.Range(0, 3).Min(_ => Allocated()));
    }

    /// <summary>
    /// A flow draws no noise, so that loss and gradient of a batch in parts are those of the whole batch, up to
    /// rounding.
    /// </summary>
    [Fact]
    public void PartsAddUpToTheBatch()
    {
        const int Rows = 1500;
        var options = SmallModel.Options(new PriorOptions(),
            new PosteriorOptions { Covariance = PosteriorCovariance.None },
            new LikelihoodOptions { Noise = NoiseVariance.Fixed });
        var network = new NetworkOptions { HiddenWidths = [64, 64] };
        options = options with
        {
            Method = new FlowMethod { FreeFormEncoder = network },
            Likelihood = options.Likelihood with { Network = network },
        };
        var model = new SmallModel(options, "one", 4, 4, Rows);
        Assert.Equal(5, model.Graph.Parts(Rows));

        model.Load(Rows);
        model.Graph.Tape.Forward();
        model.Graph.Tape.Backward(model.Graph.Loss);
        var (loss, gradient) = (model.Graph.Loss.Value[0], model.Network.Parameters.Gradients.ToArray());

        var objective = new IvaeObjective<double>(
            model.Network, model.Data, RowSplit.Make(Rows, 0, false, new RandomStream(3)), new RandomStream(4))
        {
            Threads = 2,
        };
        Assert.Equal(loss, objective.Loss([.. Enumerable.Range(0, Rows)], 0), 1e-12 * Math.Abs(loss));
        var size = gradient.Max(Math.Abs);
        Assert.All(gradient.Zip(model.Network.Parameters.Gradients),
            pair => Assert.Equal(pair.First, pair.Second, 1e-12 * size));
    }

    [Theory]
    [InlineData(64, 100, 1)]
    [InlineData(1024, 200, 1)]
    [InlineData(1024, 256, 4)]
    [InlineData(4096, 256, 8)]
    public void BatchesAreCutBySizeAlone(int batch, int width, int parts)
    {
        var network = new TrainingStep(
            TrainingStep.PaperOptions(batch, width, PosteriorCovariance.Diagonal), rows: batch).Network;
        Assert.Equal(parts, ModelGraph<float>.ForTraining(network).Parts(batch));
    }
}
