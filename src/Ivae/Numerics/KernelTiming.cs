namespace Ivae.Numerics;

/// <summary>How fast one kernel ran.</summary>
/// <param name="Kernel">What was measured, such as "A·Bᵀ" or "tanh".</param>
/// <param name="Shape">m × k × n of a product, or the length of a span.</param>
/// <param name="Nanoseconds">Median time of one call.</param>
/// <param name="Operations">Floating-point operations of one call for a product, numbers for an element
/// function.</param>
/// <param name="FractionOfPeak">For a product: operations per nanosecond over the peak measured between its rounds;
/// otherwise null.</param>
internal sealed record KernelTiming(
    string Kernel, string Shape, double Nanoseconds, double Operations, double? FractionOfPeak);
