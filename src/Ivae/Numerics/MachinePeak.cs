using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Ivae.Numerics;

/// <summary>
/// What one core of this machine can reach: twelve independent chains of multiply-adds that never leave the registers.
/// </summary>
internal static class MachinePeak
{
    private const int Chains = 12;
    private const int Steps = 20_000;

    /// <summary>
    /// Measures once, for about a tenth of a millisecond; take the median of several, between the runs that they are
    /// compared with.
    /// </summary>
    /// <returns>Floating-point operations per nanosecond in single precision, GFLOP/s; a multiply-add counts as
    /// two.</returns>
    public static double Measure()
    {
        var clock = Stopwatch.GetTimestamp();
        LaneDispatch.Run<Kernel, float>(default);
        return 2.0 * Chains * LaneDispatch.Count<float>() * Steps / Stopwatch.GetElapsedTime(clock).TotalNanoseconds;
    }

    private readonly struct Kernel : ILaneKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public unsafe void Run<TLanes, T>()
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged
        {
            TLanes factor = TLanes.Constant(0.5), x0 = factor, x1 = factor, x2 = factor, x3 = factor,
                x4 = factor, x5 = factor;
            TLanes x6 = factor, x7 = factor, x8 = factor, x9 = factor, x10 = factor, x11 = factor;
            for (var step = 0; step < Steps; step++)
            {
                x0 = TLanes.MultiplyAdd(factor, factor, x0);
                x1 = TLanes.MultiplyAdd(factor, factor, x1);
                x2 = TLanes.MultiplyAdd(factor, factor, x2);
                x3 = TLanes.MultiplyAdd(factor, factor, x3);
                x4 = TLanes.MultiplyAdd(factor, factor, x4);
                x5 = TLanes.MultiplyAdd(factor, factor, x5);
                x6 = TLanes.MultiplyAdd(factor, factor, x6);
                x7 = TLanes.MultiplyAdd(factor, factor, x7);
                x8 = TLanes.MultiplyAdd(factor, factor, x8);
                x9 = TLanes.MultiplyAdd(factor, factor, x9);
                x10 = TLanes.MultiplyAdd(factor, factor, x10);
                x11 = TLanes.MultiplyAdd(factor, factor, x11);
            }

            var sums = stackalloc T[TLanes.Count];
            (x0 + x1 + x2 + x3 + x4 + x5 + x6 + x7 + x8 + x9 + x10 + x11).Store(sums);
        }
    }
}
