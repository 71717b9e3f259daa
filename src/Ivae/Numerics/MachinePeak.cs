using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ivae.Numerics;

/// <summary>What one core of this machine can reach: twelve independent chains of multiply-adds that never leave the registers.</summary>
public static class MachinePeak
{
    private const int Chains = 12;
    private const int Steps = 20_000;

    /// <summary>Measures once, for about a tenth of a millisecond; take the median of several, between the runs that they are compared with.</summary>
    /// <returns>Floating-point operations per nanosecond in single precision, GFLOP/s; a multiply-add counts as two.</returns>
    public static double Measure()
    {
        if (Vector512.IsHardwareAccelerated)
            return Measure<Lanes512>();
        return Vector256.IsHardwareAccelerated ? Measure<Lanes256>() : Measure<Lanes128>();
    }

    private static double Measure<TLanes>()
        where TLanes : unmanaged, ILanes<TLanes, float>
    {
        var clock = Stopwatch.GetTimestamp();
        Run<TLanes>(Steps, 0.5f);
        return 2.0 * Chains * TLanes.Count * Steps / Stopwatch.GetElapsedTime(clock).TotalNanoseconds;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static unsafe float Run<TLanes>(int steps, float value)
        where TLanes : unmanaged, ILanes<TLanes, float>
    {
        TLanes factor = TLanes.Create(value), x0 = factor, x1 = factor, x2 = factor, x3 = factor, x4 = factor, x5 = factor;
        TLanes x6 = factor, x7 = factor, x8 = factor, x9 = factor, x10 = factor, x11 = factor;
        for (; steps > 0; steps--)
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

        var sums = stackalloc float[TLanes.Count];
        (x0 + x1 + x2 + x3 + x4 + x5 + x6 + x7 + x8 + x9 + x10 + x11).Store(sums);
        return *sums;
    }
}
