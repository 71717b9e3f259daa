using Ivae.Distributions;
using Ivae.Experiments;
using Ivae.Methods;

namespace Ivae.Test.Methods;

public class StepBenchmarkTest
{
    /// <summary>
    /// Multiply-adds counted by hand, layer by layer, from the shapes of batch 64, width 100, five columns, 40 levels.
    /// </summary>
    [Fact]
    public void The_arithmetic_of_the_papers_step_is_15_million_operations()
    {
        const int HalfOfAnEncoder = 64 * (2 * 500 + 3 * 10_000 + 3 * 500);
        const int Decoder = 64 * (3 * 500 + 3 * 10_000 + 3 * 500);
        const int Prior = 40 * (3 * 10_000 + 3 * 500);
        Assert.Equal(2e-9 * (2 * HalfOfAnEncoder + Decoder + Prior),
            StepBenchmark.Gflop(64, 100, PosteriorCovariance.Diagonal), 1e-12);
        Assert.Equal(2e-9 * 64 * 3 * 10 * 100, StepBenchmark.Gflop(64, 100, PosteriorCovariance.Full)
            - StepBenchmark.Gflop(64, 100, PosteriorCovariance.Diagonal), 1e-12);
    }

    /// <summary>
    /// 5·100 + 100 + 100·100 + 100 + 100·5 + 5 numbers of a network, and 40·100 more where u is read; the prior reads u
    /// alone.
    /// </summary>
    [Fact]
    public void The_step_has_the_parameters_of_the_papers_model()
        => Assert.Equal(3 * 11_205 + 2 * 4000 + 14_705, new TrainingStep(
            TrainingStep.PaperOptions(64, 100, PosteriorCovariance.Diagonal)).Network.Parameters.Values.Length);

    [Theory]
    [InlineData("diagonal")]
    [InlineData("full")]
    public void The_timed_steps_are_steps_of_training(string covariance)
    {
        var step = new TrainingStep(TrainingStep.PaperOptions(64, 16, PosteriorCovariance.Named(covariance)));
        double Mean() => Enumerable.Range(0, 100).Average(_ => step.Run());
        var first = Mean();
        for (var i = 0; i < 5; i++)
            Mean();
        Assert.InRange(Mean(), 5, first - 1);
    }

    [Theory]
    [InlineData(0, 1, 1, 1)]
    [InlineData(40_001, 1, 1, 1)]
    [InlineData(1, 0, 1, 1)]
    [InlineData(1, 1, 0, 1)]
    [InlineData(1, 1, 1, 0)]
    public void Impossible_shapes_are_refused(int batch, int width, int threads, int rounds)
        => Assert.Throws<ArgumentException>(() =>
            StepBenchmark.Run(batch, width, PosteriorCovariance.Diagonal, threads, rounds));
}
