using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ivae.Numerics;

/// <summary>The one place that chooses between register widths; the JIT leaves a single call of it.</summary>
internal static class LaneDispatch
{
    /// <summary>
    /// Numbers in the widest registers that the processor has and that <paramref name="length"/> numbers fill; 1 for
    /// double.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Count<T>(int length = int.MaxValue)
        => typeof(T) != typeof(float) || !Vector128.IsHardwareAccelerated || length < Lanes128.Count ? 1
            : Vector512.IsHardwareAccelerated && length >= Lanes512.Count ? Lanes512.Count
            : Vector256.IsHardwareAccelerated && length >= Lanes256.Count ? Lanes256.Count
            : Lanes128.Count;

    /// <summary>Runs a kernel in registers of <see cref="Count"/> numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TKernel, T>(TKernel kernel, int length = int.MaxValue)
        where TKernel : struct, ILaneKernel
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var count = Count<T>(length);
        if (count == Lanes512.Count)
            kernel.Run<Lanes512, float>();
        else if (count == Lanes256.Count)
            kernel.Run<Lanes256, float>();
        else if (count == Lanes128.Count)
            kernel.Run<Lanes128, float>();
        else
            kernel.Run<ScalarLane<T>, T>();
    }
}
