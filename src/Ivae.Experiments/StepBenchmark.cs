using System.Diagnostics;
using Ivae.Distributions;
using Ivae.Methods;
using Ivae.Numerics;

namespace Ivae.Experiments;

/// <summary>
/// Times the training step of the paper's simulation: n = D = 5, M = 40 levels of u, four networks with two hidden
/// layers of H units.
/// </summary>
/// <remarks>Source of the model: Khemakhem, Kingma, Monti and Hyvärinen 2020, supplement H, and their published
/// code.</remarks>
public static class StepBenchmark
{
    private const double RoundMilliseconds = 1;

    // The JIT compiler optimises in the background, and on a busy machine is done only after seconds.
    private const double WarmMilliseconds = 3000;
    private const int WarmSteps = 60;

    /// <summary>Times warm steps on one or more threads, each with a model of its own.</summary>
    /// <param name="batch">B, 1 to 40 000.</param>
    /// <param name="width">H, at least 1.</param>
    /// <param name="covariance">Diagonal, which is the default, or full.</param>
    /// <param name="threads">Trainings at once, at least 1.</param>
    /// <param name="rounds">Rounds of a millisecond (or one step, if that is longer), at least 1.</param>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public static StepTiming Run(
        int batch = 64, int width = 100, PosteriorCovariance? covariance = null, int threads = 1, int rounds = 201)
    {
        covariance ??= PosteriorCovariance.Diagonal;
        if (batch is < 1 or > TrainingStep.PaperRows)
            throw new ArgumentException($"The batch is {batch}; it must lie between 1 and {TrainingStep.PaperRows}, "
                + "the rows of the data.", nameof(batch));
        if (width < 1 || threads < 1 || rounds < 1)
            throw new ArgumentException($"Width {width}, threads {threads} and rounds {rounds} must be at least 1.");
        if (!covariance.HasDensity)
            throw new ArgumentException(
                "The paper's model has a posterior; its covariance must be diagonal or full.", nameof(covariance));

        var all = new Round[threads][];
        using var barrier = new Barrier(threads);
        var workers = Enumerable.Range(0, threads)
            .Select(thread => new Thread(() => all[thread] = Time(batch, width, covariance, rounds, barrier)))
            .ToArray();
        foreach (var worker in workers)
            worker.Start();
        foreach (var worker in workers)
            worker.Join();

        var times = Sorted(all, round => round.Milliseconds);
        var (gflop, median) = (Gflop(batch, width, covariance), times[times.Length / 2]);
        return new StepTiming(
            batch,
            width,
            covariance.Name,
            threads,
            median,
            [times[times.Length / 4], times[times.Length * 3 / 4]],
            1000 * threads / median,
            gflop,
            1000 * gflop / median,
            Sorted(all, round => round.Peak)[times.Length / 2],
            Sorted(all, round => 1000 * gflop / round.Milliseconds / round.Peak)[times.Length / 2],
            (long)Sorted(all, round => round.Bytes)[times.Length / 2]);
    }

    /// <summary>
    /// Operations of the dense products of a step, in 10⁹, a multiply-add counted as two. The networks of the posterior
    /// and the decoder multiply B rows forward, for the gradient of the weights and, where a layer's input has a
    /// gradient, for that; a one-hot u is a row of a table and costs none; the prior's network runs on 40 levels, not
    /// on B rows.
    /// </summary>
    /// <param name="batch">B.</param>
    /// <param name="width">H.</param>
    /// <param name="covariance">Diagonal or full.</param>
    public static double Gflop(int batch, int width, PosteriorCovariance covariance)
    {
        const int Columns = TrainingStep.PaperColumns;
        var factor = Columns + covariance.Entries(Columns);
        double Inner(int outputs) => (double)width * (width + outputs);
        double Encoder(int outputs) => batch * (2.0 * Columns * width + 3 * Inner(outputs));
        var decoder = 3.0 * batch * (Columns * width + Inner(Columns));
        var prior = 3.0 * TrainingStep.PaperLevels * Inner(Columns);
        return 2e-9 * (Encoder(Columns) + Encoder(factor) + decoder + prior);
    }

    private static Round[] Time(int batch, int width, PosteriorCovariance covariance, int rounds, Barrier barrier)
    {
        var step = new TrainingStep(TrainingStep.PaperOptions(batch, width, covariance));
        var results = new Round[rounds];
        var clock = Stopwatch.GetTimestamp();
        var warm = 0;
        for (; warm < WarmSteps || Stopwatch.GetElapsedTime(clock).TotalMilliseconds < WarmMilliseconds; warm++)
            step.Run();
        var count = Math.Max(1, (int)(RoundMilliseconds * warm / Stopwatch.GetElapsedTime(clock).TotalMilliseconds));
        for (var round = 0; round < rounds; round++)
        {
            barrier.SignalAndWait();
            var before = MachinePeak.Measure();
            var bytes = GC.GetAllocatedBytesForCurrentThread();
            clock = Stopwatch.GetTimestamp();
            for (var i = 0; i < count; i++)
                step.Run();
            var elapsed = Stopwatch.GetElapsedTime(clock).TotalMilliseconds / count;
            bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
            results[round] = new Round(elapsed, (before + MachinePeak.Measure()) / 2, bytes / count);
        }

        return results;
    }

    private static double[] Sorted(Round[][] rounds, Func<Round, double> value) =>
        [.. rounds.SelectMany(own => own).Select(value).Order()];

    private readonly record struct Round(double Milliseconds, double Peak, long Bytes);
}
