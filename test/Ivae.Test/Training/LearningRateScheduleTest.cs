using Ivae.Training;

namespace Ivae.Test.Training;

public class LearningRateScheduleTest
{
    [Fact]
    public void TheCosineFallsFromTheInitialRateToOnePercent()
    {
        var schedule = Schedule(ScheduleKind.Cosine);
        Assert.Equal(0.02, schedule.Rate(0), 1e-15);
        Assert.Equal(0.02 * 0.505, schedule.Rate(0.5), 1e-15);
        Assert.Equal(0.0002, schedule.Rate(1), 1e-15);
        Assert.Equal(0.0002, schedule.Rate(1.5), 1e-15);
        var rates = Enumerable.Range(0, 101).Select(i => schedule.Rate(i / 100.0)).ToArray();
        Assert.Equal(rates.OrderDescending(), rates);
    }

    [Fact]
    public void StepsComeAtHalfThreeQuartersAndNineTenths()
    {
        var schedule = Schedule(ScheduleKind.Step);
        foreach (var (progress, factor) in new[]
        {
            (0, 1), (0.49, 1), (0.5, 0.5), (0.74, 0.5), (0.75, 0.25), (0.89, 0.25), (0.9, 0.125), (1, 0.125),
        })
            Assert.Equal(0.02 * factor, schedule.Rate(progress), 1e-15);
    }

    [Fact]
    public void AConstantRateStays() => Assert.Equal(0.02, Schedule(ScheduleKind.Constant).Rate(0.7));

    [Fact]
    public void OnAPlateauTheRateFallsOnlyWhenTheBoundStopsRising()
    {
        var schedule = Schedule(ScheduleKind.Plateau);
        for (var epoch = 0; epoch < 50; epoch++)
        {
            schedule.Observe(-100 + epoch); // bounds rise from below zero: nothing to lower
            Assert.Equal(0.02, schedule.Rate(0.5));
        }

        // Patience 2: two epochs without a rise are borne, the third acts; then the count starts anew.
        foreach (var (bound, factor) in new[]
        {
            (-51, 1), (-60, 1), (-70, 0.5), (-80, 0.5), (-51, 0.5), (-51, 0.25), (-50, 0.25),
        })
        {
            schedule.Observe(bound);
            Assert.Equal(0.02 * factor, schedule.Rate(0.5), 1e-15);
        }
    }

    private static LearningRateSchedule Schedule(ScheduleKind kind)
        => new(new TrainingOptions { LearningRate = 0.02, Schedule = kind, ScheduleFactor = 0.5, PlateauPatience = 2 });
}
