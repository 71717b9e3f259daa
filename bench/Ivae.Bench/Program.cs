using System.Globalization;
using BenchmarkDotNet.Running;
using Ivae.Numerics;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is not ["kernels"])
{
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
    return;
}

foreach (var timing in KernelBenchmark.Run())
    Console.WriteLine(timing.FractionOfPeak is { } fraction
        ? $"{timing.Kernel,-12} {timing.Shape,-14} {timing.Nanoseconds,12:F0} ns {timing.Operations / timing.Nanoseconds,8:F1} GFLOP/s {fraction,6:P0} of the peak"
        : $"{timing.Kernel,-12} {timing.Shape,-14} {timing.Nanoseconds,12:F0} ns {timing.Nanoseconds / timing.Operations,8:F3} ns a number");
