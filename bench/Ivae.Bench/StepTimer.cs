using System.Diagnostics;
using Ivae.Methods;

namespace Ivae.Bench;

/// <summary>
/// Steps run and the time of one, in milliseconds: the median on the wall clock and the mean of processor time, which
/// leaves out when other processes had the core.
/// </summary>
internal readonly record struct StepTimer(int Steps, double Wall, double Processor)
{
    /// <summary>What the JIT compiler takes to be done with a model's code on a busy core.</summary>
    public const double WarmSeconds = 3;

    public static StepTimer Measure(TrainingStep step, double seconds)
    {
        var walls = new List<double>();
        var processor = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        do
        {
            var before = Stopwatch.GetTimestamp();
            step.Run();
            walls.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
        }
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds);

        processor = Environment.CpuUsage.TotalTime - processor;
        walls.Sort();
        return new StepTimer(walls.Count, walls[walls.Count / 2], processor.TotalMilliseconds / walls.Count);
    }
}
