using System.Globalization;
using BenchmarkDotNet.Running;
using Ivae.Bench;
using Ivae.Bench.Trust;
using Ivae.Distributions;
using Ivae.Numerics;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["kernels"]:
        foreach (var timing in KernelBenchmark.Run())
            Console.WriteLine(timing.FractionOfPeak is { } fraction
                ? $"{timing.Kernel,-12} {timing.Shape,-14} {timing.Nanoseconds,12:F0} ns "
                    + $"{timing.Operations / timing.Nanoseconds,8:F1} GFLOP/s {fraction,6:P0} of the peak"
                : $"{timing.Kernel,-12} {timing.Shape,-14} {timing.Nanoseconds,12:F0} ns "
                    + $"{timing.Nanoseconds / timing.Operations,8:F3} ns a number");
        break;
    case ["serve"]:
        StepServer.Run(Console.In, Console.Out);
        break;
    case ["profile", "flow", .. var sizes]:
        StepProfile.RunFlow(
            sizes.Length > 0 ? int.Parse(sizes[0]) : 5, sizes.Length > 1 ? int.Parse(sizes[1]) : 128,
            sizes.Length > 2 ? sizes[2] : "rising maps, normal");
        break;
    case ["profile", .. var shape]:
        StepProfile.Run(
            shape.Length > 0 ? int.Parse(shape[0]) : 64,
            shape.Length > 1 ? int.Parse(shape[1]) : 100,
            shape.Length > 2 ? PosteriorCovariance.Named(shape[2]) : PosteriorCovariance.Diagonal);
        break;
    case ["quality", .. var files]:
        QualityBenchmark.Run(files.FirstOrDefault(file => !file.EndsWith(".svg", StringComparison.Ordinal)),
            files.FirstOrDefault(file => file.EndsWith(".svg", StringComparison.Ordinal)) ?? "quality.svg");
        break;
    case ["accuracy", var preset, var first, var count, .. var names]:
        AccuracyBenchmark.Run(preset, int.Parse(first), int.Parse(count), names);
        break;
    case ["worlds", .. var rest]:
        WorldsBenchmark.Run(rest);
        break;
    case ["trust", var folder, .. var rest]:
        TrustBenchmark.Run(folder, rest);
        break;
    case ["split"]:
        SplitBenchmark.Run();
        break;
    case ["growth", .. var files]:
        GrowthBenchmark.Run(files.FirstOrDefault("growth.svg"));
        break;
    case ["directions", var kind, var segments, var first, var count]:
        DirectionBenchmark.Run(kind, int.Parse(segments), int.Parse(first), int.Parse(count));
        break;
    case ["tuebingen", var folder]:
        TuebingenBenchmark.Run(folder);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(StepServer).Assembly).Run(args);
        break;
}
