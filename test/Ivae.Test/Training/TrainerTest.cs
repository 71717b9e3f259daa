using Ivae.Numerics;
using Ivae.Training;

namespace Ivae.Test.Training;

public class TrainerTest
{
    private static readonly TrainingOptions Options = new() { Epochs = 6, BatchSize = 4 };

    [Fact]
    public void EveryEpochVisitsEveryRowOnceInANewOrderWithAPartialLastBatch()
    {
        var objective = new ScriptedObjective(10, epoch => epoch);
        var result = Run(objective, Options);
        Assert.Equal(TrainingOutcome.Completed, result.Outcome);
        Assert.Equal(18, result.Steps);
        Assert.Equal(
            Enumerable.Repeat(new[] { 4, 4, 2 }, 6).SelectMany(s => s), objective.Batches.Select(b => b.Length));
        var epochs = objective.Batches.Chunk(3).Select(b => b.SelectMany(r => r).ToArray()).ToArray();
        Assert.All(epochs, epoch => Assert.Equal(Enumerable.Range(100, 10), epoch.Order()));
        Assert.Equal(6, epochs.Select(e => string.Join(",", e)).Distinct().Count());
        Assert.Equal(Enumerable.Range(0, 18).Select(s => s / 18.0), objective.Progress);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 256)]
    [InlineData(3, 1)]
    public void SingleRowsAndBatchesOfOneWork(int rows, int batch)
    {
        var objective = new ScriptedObjective(rows, epoch => epoch);
        Assert.Equal(TrainingOutcome.Completed, Run(objective, Options with { BatchSize = batch }).Outcome);
        Assert.All(objective.Batches, b => Assert.Single(b));
    }

    [Fact]
    public void A_single_run_has_the_threads_it_is_given()
    {
        var objective = new ScriptedObjective(10, epoch => epoch);
        Trainer<double>.Run(objective, Options, new RandomStream(1), 0, null, CancellationToken.None, threads: 3);
        Assert.Equal(3, objective.Threads);
    }

    [Fact]
    public void EpochsAreChosenSoThatTheStepsAreTaken()
    {
        var objective = new ScriptedObjective(10, epoch => epoch);
        Assert.Equal(21, Run(objective, Options with { Epochs = null, Steps = 20 }).Steps); // 7 epochs of 3
        Assert.Equal(
            3, Run(new ScriptedObjective(10, epoch => epoch), Options with { Epochs = null, Steps = 1 }).Steps);
    }

    [Fact]
    public void TheParametersOfTheBestEpochAreKept()
    {
        double[] bounds = [1, 2, 7, 3, 7, 6];
        var objective = new ScriptedObjective(8, epoch => bounds[epoch - 1]);
        var result = Run(objective, Options);
        Assert.Equal((3, 7.0), (result.BestEpoch, result.BestBound));
        Assert.Equal(objective.AtEpochEnd[2], objective.Parameters.Values[0]);
        Assert.NotEqual(objective.AtEpochEnd[5], objective.Parameters.Values[0]);
        Assert.Equal([true, true, true, false, false, false], result.History.Select(h => h.Best));
        Assert.Equal(bounds, result.History.Select(h => h.HeldOutBound));
    }

    [Fact]
    public void TrainingStopsWhenTheHeldOutBoundNoLongerRises()
    {
        double[] bounds = [1, 2, 1.5, 2, 9, 10];
        var objective = new ScriptedObjective(8, epoch => bounds[epoch - 1]);
        var result = Run(objective, Options with { EarlyStoppingPatience = 2 });
        Assert.Equal(TrainingOutcome.StoppedEarly, result.Outcome);
        Assert.Equal((4, 2), (result.History.Count, result.BestEpoch));
        Assert.Equal(objective.AtEpochEnd[1], objective.Parameters.Values[0]);
    }

    [Fact]
    public void TrainingReturnsToTheBestParametersAtALowerRateAndThenStops()
    {
        double[] bounds = [1, 5, 4, 4, 4, 6, 4, 4, 4, 4, 4, 4];
        var objective = new ScriptedObjective(8, epoch => bounds[epoch - 1]);
        var result = Run(
            objective, Options with { Epochs = bounds.Length, RollbackPatience = 2, Schedule = ScheduleKind.Constant });
        Assert.Equal(TrainingOutcome.StoppedEarly, result.Outcome);
        Assert.Equal((12, 6), (result.History.Count, result.BestEpoch));
        int[] returns = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3];
        Assert.All(result.History.Zip(returns),
            h => Assert.Equal(Options.LearningRate / Math.Pow(3, h.Second), h.First.LearningRate, 1e-12));
    }

    [Fact]
    public void CancellingKeepsTheBestParametersSoFar()
    {
        using var source = new CancellationTokenSource();
        double[] bounds = [1, 5, 4, 9, 9, 9];
        var objective = new ScriptedObjective(8, epoch => bounds[epoch - 1]);
        var progress = new Listener(m =>
        {
            if (m.Epoch == 3)
                source.Cancel();
        });
        var result = Trainer<double>.Run(objective, Options, new RandomStream(1), 0, progress, source.Token);
        Assert.Equal(TrainingOutcome.Cancelled, result.Outcome);
        Assert.Equal((3, 2), (result.History.Count, result.BestEpoch));
        Assert.Equal(objective.AtEpochEnd[1], objective.Parameters.Values[0]);
    }

    [Fact]
    public void CancellingBeforeTheFirstStepLeavesTheInitialParameters()
    {
        var objective = new ScriptedObjective(8, epoch => epoch);
        objective.Parameters.Values[0] = 42;
        var result = Trainer<double>.Run(objective, Options, new RandomStream(1), 0, null, new CancellationToken(true));
        Assert.Equal((TrainingOutcome.Cancelled, 0, 0), (result.Outcome, result.Steps, result.BestEpoch));
        Assert.Equal(42, objective.Parameters.Values[0]);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void ALossThatIsNoNumberEndsTrainingAndSaysWhereAndWhat(double loss)
    {
        var objective = new ScriptedObjective(8, epoch => epoch, step => step == 5 ? loss : 0);
        var result = Run(objective, Options);
        Assert.Equal(TrainingOutcome.Diverged, result.Outcome);
        Assert.Equal((4, 2), (result.Steps, result.BestEpoch));
        Assert.Contains("step 5", result.Message, StringComparison.Ordinal);
        Assert.Contains("\"broken\"", result.Message, StringComparison.Ordinal);
        Assert.Contains("learning_rate", result.Message, StringComparison.Ordinal);
        Assert.Equal(objective.AtEpochEnd[1], objective.Parameters.Values[0]);
    }

    [Fact]
    public void HeldOutBoundsThatAreNeverNumbersAreADivergenceToo()
    {
        var result = Run(new ScriptedObjective(8, _ => double.NaN), Options);
        Assert.Equal(TrainingOutcome.Diverged, result.Outcome);
        Assert.Equal(0, result.BestEpoch);
        Assert.Contains("held-out", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheTrainingBoundIsTheMeanOverRowsNotOverBatches()
    {
        var objective = new ScriptedObjective(5, epoch => epoch, step => step); // losses 1 (4 rows) and 2 (1 row)
        var result = Run(objective, Options with { Epochs = 1 });
        Assert.Equal(-(4 * 1 + 2) / 5.0, result.History[0].TrainingBound, 1e-12);
    }

    private static TrainingResult Run(ScriptedObjective objective, TrainingOptions options)
        => Trainer<double>.Run(objective, options, new RandomStream(1), 0, null, CancellationToken.None);

    private sealed class Listener(Action<EpochMetrics> action) : IProgress<EpochMetrics>
    {
        public void Report(EpochMetrics value) => action(value);
    }
}
