using System.Diagnostics;
using System.Globalization;
using Ivae.Distributions;
using Ivae.Models;

namespace Ivae.Bench;

/// <summary>Answers lines "batch width posterior seconds" with "steps wall_ms cpu_ms", as the peer does, so that both can be timed in turn.</summary>
internal static class StepServer
{
    /// <summary>What the JIT compiler takes to be done on a busy core.</summary>
    private const double WarmSeconds = 3;

    public static void Run(TextReader requests, TextWriter answers)
    {
        var steps = new Dictionary<(int, int, PosteriorCovariance), TrainingStep>();
        answers.WriteLine($"ready .NET {Environment.Version}");
        while (requests.ReadLine()?.Split(' ') is [var batch, var width, var posterior, var seconds])
        {
            var key = (int.Parse(batch, CultureInfo.InvariantCulture), int.Parse(width, CultureInfo.InvariantCulture), Enum.Parse<PosteriorCovariance>(posterior, ignoreCase: true));
            if (!steps.TryGetValue(key, out var step))
            {
                steps.Add(key, step = new TrainingStep(TrainingStep.PaperOptions(key.Item1, key.Item2, key.Item3)));
                Measure(step, WarmSeconds);
            }

            answers.WriteLine(Measure(step, double.Parse(seconds, CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>Steps, median wall time and mean processor time of a step in milliseconds.</summary>
    private static string Measure(TrainingStep step, double seconds)
    {
        var walls = new List<double>();
        var cpu = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
        {
            var before = Stopwatch.GetTimestamp();
            step.Run();
            walls.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
        }

        cpu = Environment.CpuUsage.TotalTime - cpu;
        walls.Sort();
        return string.Create(CultureInfo.InvariantCulture, $"{walls.Count} {walls[walls.Count / 2]} {cpu.TotalMilliseconds / walls.Count}");
    }
}
