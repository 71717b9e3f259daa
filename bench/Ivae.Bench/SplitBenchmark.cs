using System.Diagnostics;
using Ivae.Distributions;
using Ivae.Methods;

namespace Ivae.Bench;

/// <summary>What a second thread gains in a step of a large model, whose batch is cut into parts.</summary>
internal static class SplitBenchmark
{
    private const double Seconds = 10;

    /// <summary>
    /// Prints milliseconds of a step on one and on two threads, in turn; the shortest are those that no other process
    /// disturbed.
    /// </summary>
    public static void Run()
    {
        Console.WriteLine(
            "batch  width    1 thread: shortest, median    2 threads: shortest, median    ratios    bytes a step");
        foreach (var (batch, width) in new[] { (1024, 256), (4096, 256), (4096, 512) })
        {
            var options = TrainingStep.PaperOptions(batch, width, PosteriorCovariance.Diagonal);
            var steps = new[] { 1, 2 }.Select(threads => new TrainingStep(options, threads: threads)).ToArray();
            foreach (var step in steps)
                StepTimer.Measure(step, StepTimer.WarmSeconds);
            var times = new[] { new List<double>(), new List<double>() };
            var (clock, bytes) = (Stopwatch.GetTimestamp(), 0L);
            while (Stopwatch.GetElapsedTime(clock).TotalSeconds < Seconds)
                for (var i = 0; i < 2; i++)
                {
                    var (allocated, start) = (GC.GetTotalAllocatedBytes(precise: true), Stopwatch.GetTimestamp());
                    steps[i].Run();
                    times[i].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                    bytes += GC.GetTotalAllocatedBytes(precise: true) - allocated;
                }

            var (one, two) = (times[0].Order().ToArray(), times[1].Order().ToArray());
            var middle = one.Length / 2;
            Console.WriteLine(
                $"{batch,5} {width,6} {one[0],19:F2} {one[middle],9:F2} {two[0],19:F2} {two[middle],9:F2} "
                + $"{one[0] / two[0],9:F2} {one[middle] / two[middle],5:F2} {bytes / (2 * one.Length),9}");
        }
    }
}
