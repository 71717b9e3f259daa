using Ivae.Numerics;
using Ivae.Training;

namespace Ivae.Test.Training;

public class RestartsTest
{
    private static readonly TrainingOptions Options = new() { Epochs = 12, BatchSize = 4 };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void TheBetterHalfGoesOnAndTheBestFinishes(int count)
    {
        foreach (var threads in new[] { 1, 3 })
        {
            // Restart r rises by r + 1 per epoch, so that the last one is the best from the first decision on.
            var runs = Enumerable.Range(0, count).Select(r => Scripted(r, epoch => epoch * (r + 1))).ToList();
            Restarts.Run(runs, threads, CancellationToken.None);
            Assert.Equal(TrainingOutcome.Completed, runs[^1].Result!.Outcome);
            Assert.Equal(runs.Sum(run => run.Result!.History.Count), Restarts.TotalEpochs(count, 12));
            Assert.Equal(12, runs[^1].Result!.History.Count);
            Assert.All(runs[..^1], run => Assert.Equal(TrainingOutcome.Dropped, run.Result!.Outcome));
            Assert.All(runs[..^1], run => Assert.InRange(run.Result!.History.Count, 1, 4));
            Assert.Equal(
                runs.Select(run => run.Result!.History.Count).Order(), runs.Select(run => run.Result!.History.Count));
        }
    }

    [Fact]
    public void ADroppedRunKeepsItsBestParameters()
    {
        double[] bounds = [1, 9, 2, 3];
        var objective = new ScriptedObjective(8, epoch => bounds[epoch - 1]);
        var runs = new[]
        {
            new Trainer<double>(objective, Options, new RandomStream(1), 0, null), Scripted(1, epoch => 10 + epoch),
        };
        Restarts.Run(runs, 1, CancellationToken.None);
        Assert.Equal((TrainingOutcome.Dropped, 2, 9.0),
            (runs[0].Result!.Outcome, runs[0].Result!.BestEpoch, runs[0].Result!.BestBound));
        Assert.Equal(objective.AtEpochEnd[1], objective.Parameters.Values[0]);
    }

    [Theory]
    [InlineData(1.5, TrainingOutcome.Dropped, 1)]
    [InlineData(0.5, TrainingOutcome.Completed, 12)]
    public void ARunThatIsFarBelowAfterATenthEnds(double least, TrainingOutcome outcome, int epochs)
    {
        var run = Scripted(0, epoch => epoch);
        Restarts.Run([run], 1, CancellationToken.None, least);
        Assert.Equal((outcome, epochs), (run.Result!.Outcome, run.Result.History.Count));
    }

    [Fact]
    public void RunsAreComparedBeforeAnyReturnsToALowerRate()
    {
        var options = Options with { RollbackPatience = 1, Schedule = ScheduleKind.Constant };
        var objective = new ScriptedObjective(8, epoch => epoch == 1 ? 9 : 1);
        var runs = new[]
        {
            new Trainer<double>(objective, options, new RandomStream(1), 0, null), Scripted(1, epoch => epoch),
        };
        Restarts.Run(runs, 1, CancellationToken.None);
        var rates = runs[0].Result!.History.Select(epoch => epoch.LearningRate).ToArray();
        Assert.All(rates[..5], rate => Assert.Equal(options.LearningRate, rate));
        Assert.Equal(options.LearningRate / 3, rates[5], 1e-12);
    }

    [Fact]
    public void CancellingEndsEveryRun()
    {
        var runs = Enumerable.Range(0, 3).Select(r => Scripted(r, epoch => epoch)).ToList();
        Restarts.Run(runs, 2, new CancellationToken(true));
        Assert.All(runs, run => Assert.Equal(TrainingOutcome.Cancelled, run.Result!.Outcome));
    }

    private static Trainer<double> Scripted(int restart, Func<int, double> bound)
        => new(new ScriptedObjective(8, bound), Options, new RandomStream((ulong)restart), restart, null);
}
