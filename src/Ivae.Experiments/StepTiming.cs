namespace Ivae.Experiments;

/// <summary>How fast the training step ran; medians of short rounds, each beside a measurement of the peak.</summary>
/// <param name="Batch">B, rows in a step.</param>
/// <param name="Width">H, units in each hidden layer.</param>
/// <param name="Posterior">Covariance of the posterior, "diagonal" or "full".</param>
/// <param name="Threads">Trainings that ran at once, one a thread.</param>
/// <param name="MsPerStep">Time of one step, in milliseconds.</param>
/// <param name="MsPerStepQuartiles">A quarter of the rounds was faster than the first of these two and a quarter slower
/// than the second.</param>
/// <param name="StepsPerSecond">Steps of all threads together in a second.</param>
/// <param name="GflopPerStep">Arithmetic of a step: its dense products alone, see <see cref="StepBenchmark.Gflop"/>, in
/// 10⁹ operations.</param>
/// <param name="Gflops">Arithmetic of one thread in a second, in 10⁹ operations.</param>
/// <param name="PeakGflops">What one thread could reach, <see cref="Numerics.MachinePeak"/>, measured between the
/// rounds.</param>
/// <param name="FractionOfPeak">Median of the rounds' ratios of the two.</param>
/// <param name="BytesAllocatedPerStep">Managed memory that a warm step takes.</param>
public sealed record StepTiming(
    int Batch,
    int Width,
    string Posterior,
    int Threads,
    double MsPerStep,
    IReadOnlyList<double> MsPerStepQuartiles,
    double StepsPerSecond,
    double GflopPerStep,
    double Gflops,
    double PeakGflops,
    double FractionOfPeak,
    long BytesAllocatedPerStep);
