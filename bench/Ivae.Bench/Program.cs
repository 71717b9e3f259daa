using Ivae.Numerics;

foreach (var timing in KernelBenchmark.Run())
    Console.WriteLine($"{timing.Kernel,-12} {timing.Shape,-14} {timing.Nanoseconds,10:F0} ns {timing.Operations / timing.Nanoseconds,8:F1} {timing.FractionOfPeak,8:P0}");
