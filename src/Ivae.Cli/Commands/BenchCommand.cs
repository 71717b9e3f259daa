using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Ivae.Distributions;
using Ivae.Experiments;
using Ivae.Numerics;
using Ivae.Simulation;

namespace Ivae.Cli.Commands;

/// <summary><c>ivae bench</c>: how fast this machine is.</summary>
internal sealed class BenchCommand : CliCommand
{
    private static readonly string[] Works = ["step", "kernels", "fit"];
    private static readonly string[] Posteriors = ["diagonal", "full"];

    private readonly Argument<string> work = new("WORK")
    {
        Arity = ArgumentArity.ZeroOrOne,
        DefaultValueFactory = _ => Works[0],
        Description = "step, the training step of the paper's simulation (default); kernels, the products and "
            + "functions it is made of; or fit, a whole fit.",
    };

    private readonly Option<int> batch = CommonOptions.WholeNumber("--batch", "B", "Rows in a step.", 1, 64);
    private readonly Option<int> width =
        CommonOptions.WholeNumber("--width", "H", "Units in each hidden layer of a step.", 1, 100, Limits.Width);
    private readonly Option<string> posterior = new("--posterior")
    {
        HelpName = "KIND",
        DefaultValueFactory = _ => Posteriors[0],
        Description = "Covariance of the posterior of a step: diagonal (default) or full.",
    };

    private readonly Option<int> threads = CommonOptions.WholeNumber(
        "--threads", "T", "Trainings at once, one per core: of steps, or restarts of a fit (then at least 2).", 1, 1,
        Limits.Threads);
    private readonly Option<bool> json = CommonOptions.Json();

    public BenchCommand()
        : base("bench", "Measures how fast this machine trains.", "ivae bench step --batch 256 --posterior full")
    {
        Add(work);
        Add(batch);
        Add(width);
        Add(posterior);
        Add(threads);
        Add(json);
    }

    public override int Run(ParseResult arguments, Output output, CancellationToken cancellation)
    {
        var asJson = arguments.GetValue(json);
        var chosen = OneOf("bench", arguments.GetRequiredValue(work), Works);
        var name = OneOf("--posterior", arguments.GetRequiredValue(posterior), Posteriors);
        var covariance = PosteriorCovariance.Named(name);
        if (chosen == "step")
            Write(output, asJson, StepBenchmark.Run(
                arguments.GetValue(batch), arguments.GetValue(width), covariance, arguments.GetValue(threads)));
        else if (chosen == "kernels")
            Write(output, asJson, KernelBenchmark.Run());
        else
            Write(output, asJson, TimeFit(Math.Max(2, arguments.GetValue(threads)), cancellation));
        return ExitCode.Success;
    }

    private static string OneOf(string what, string given, string[] names) => names.Contains(given)
        ? given
        : throw new UsageException(
            $"{what}: \"{given}\" is not one of {string.Join(", ", names)}{Suggestion.For(given, names)}");

    /// <summary>One fit on one core against as many restarts as threads at once.</summary>
    private static FitTiming TimeFit(int threads, CancellationToken cancellation)
    {
        var data = Simulator.Generate(SimulationPresets.Paper, 1).ToDataset();
        var tree = new OptionTree<FitSettings>();
        tree.Merge(FitPresets.All["fast"](), "preset fast");
        var options = tree.Resolve() with { Threads = threads };
        (double Wall, double Processor) Seconds(int restarts, int steps)
        {
            var (clock, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            new IvaeEstimator(options with { Training = options.Training with { Restarts = restarts, Steps = steps } })
                .Fit(data, null, cancellation);
            cancellation.ThrowIfCancellationRequested();
            return (Stopwatch.GetElapsedTime(clock).TotalSeconds,
                (Environment.CpuUsage.TotalTime - processor).TotalSeconds);
        }

        Seconds(1, 1); // one epoch, for the compiler
        var one = Seconds(1, options.Training.StepsOrDefault);
        using var process = Process.GetCurrentProcess();
        var peak = process.PeakWorkingSet64;
        var many = Seconds(threads, options.Training.StepsOrDefault);
        return new FitTiming(data.Rows, one.Wall, one.Processor, threads, many.Wall, many.Processor,
            threads * one.Wall / many.Wall, peak / 1e6);
    }

    private static void Write(Output output, bool asJson, StepTiming timing)
    {
        if (asJson)
            output.WriteJson(timing);
        else
            output.WriteTable(["", ""],
            [
                ["step", $"batch {timing.Batch}, width {timing.Width}, {timing.Posterior} posterior, threads "
                    + $"{timing.Threads}"],
                ["ms_per_step", $"{Text(timing.MsPerStep)} (half of the rounds: {Text(timing.MsPerStepQuartiles[0])} "
                    + $"to {Text(timing.MsPerStepQuartiles[1])})"],
                ["steps_per_second", Text(timing.StepsPerSecond)],
                ["gflops", $"{Text(timing.Gflops)} a core, {Text(timing.GflopPerStep)} a step"],
                ["fraction_of_peak", $"{Text(timing.FractionOfPeak)} of {Text(timing.PeakGflops)}"],
                ["bytes_allocated_per_step", Text(timing.BytesAllocatedPerStep)],
            ]);
    }

    private static void Write(Output output, bool asJson, IReadOnlyList<KernelTiming> timings)
    {
        if (asJson)
            output.WriteJson(timings);
        else
            output.WriteTable(["kernel", "shape", "ns", "gflops", "fraction_of_peak", "ns a number"],
                timings.Select(timing => new[]
                {
                    timing.Kernel,
                    timing.Shape,
                    Text(timing.Nanoseconds),
                    timing.FractionOfPeak is null ? "" : Text(timing.Operations / timing.Nanoseconds),
                    timing.FractionOfPeak is { } fraction ? Text(fraction) : "",
                    timing.FractionOfPeak is null ? Text(timing.Nanoseconds / timing.Operations) : "",
                }));
    }

    private static void Write(Output output, bool asJson, FitTiming timing)
    {
        if (asJson)
            output.WriteJson(timing);
        else
            output.WriteTable(["", ""],
            [
                ["fit", $"{timing.Rows} rows of the paper's simulation, preset fast"],
                ["seconds", $"{Text(timing.Seconds)} ({Text(timing.ProcessorSeconds)} of processor time)"],
                ["seconds_at_once", $"{Text(timing.SecondsAtOnce)} ({Text(timing.ProcessorSecondsAtOnce)}) for "
                    + $"{timing.Threads} restarts on {timing.Threads} threads"],
                ["throughput_ratio", Text(timing.ThroughputRatio)],
                ["peak_memory_mb", Text(timing.PeakMemoryMb)],
            ]);
    }

    private static string Text(double value) =>
        value.ToString(value < 1000 ? "G3" : "F0", CultureInfo.InvariantCulture);

    /// <summary>How long a fit of the paper's data takes.</summary>
    /// <param name="Rows">N.</param>
    /// <param name="Seconds">One restart on one core.</param>
    /// <param name="ProcessorSeconds">Processor time of that, which leaves out when other processes had the
    /// core.</param>
    /// <param name="Threads">Restarts that then ran at once, one per thread.</param>
    /// <param name="SecondsAtOnce">All of them.</param>
    /// <param name="ProcessorSecondsAtOnce">Processor time of all of them.</param>
    /// <param name="ThroughputRatio">Restarts per second at once over restarts per second one after the other.</param>
    /// <param name="PeakMemoryMb">Largest working set of the process until the end of the one restart, in 10⁶
    /// bytes.</param>
    internal sealed record FitTiming(
        int Rows, double Seconds, double ProcessorSeconds, int Threads, double SecondsAtOnce,
        double ProcessorSecondsAtOnce, double ThroughputRatio, double PeakMemoryMb);
}
