using Ivae.Training;

namespace Ivae.Test.Training;

public class TrainingOptionsTest
{
    [Fact]
    public void TheDefaultsAreThese()
    {
        var options = new TrainingOptions();
        Assert.Equal(
            new TrainingOptions
            {
                Epochs = null,
                BatchSize = 128,
                LearningRate = 0.005,
                Schedule = ScheduleKind.Cosine,
                ScheduleFactor = 0.1,
                PlateauPatience = 5,
                WeightDecay = 0,
                GradientClip = 10,
                RollbackPatience = null,
                EarlyStoppingPatience = 0,
                HeldOut = 0.2,
            },
            options);
        Assert.Empty(options.Problems());
    }

    [Fact]
    public void AllProblemsAreReportedAtOnceWithNameAndValue()
    {
        var options = new TrainingOptions
        {
            Epochs = 0,
            Steps = -1,
            BatchSize = 0,
            LearningRate = double.NaN,
            ScheduleFactor = 1,
            PlateauPatience = -1,
            WeightDecay = 1,
            GradientClip = double.NaN,
            HeldOut = 1,
        };
        var problems = options.Problems().ToArray();
        Assert.Equal(9, problems.Length);
        Assert.All(problems, p => Assert.StartsWith("training.", p, StringComparison.Ordinal));
        Assert.Contains(problems, p => p.Contains("batch_size is 0", StringComparison.Ordinal));
    }
}
