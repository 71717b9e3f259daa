using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ivae.Numerics;

/// <summary>Runs an operation over whole spans in the widest registers there are.</summary>
internal static unsafe class ElementLoop
{
    /// <summary>destination = operation(x, y, dy, destination); the destination may be one of the sources.</summary>
    /// <exception cref="ArgumentException">The spans read are not as long as <paramref name="x"/>, or the destination is shorter.</exception>
    public static void Run<TOperation, T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> destination)
        where TOperation : IElementOperation
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (destination.Length < x.Length || (TOperation.Inputs > 1 && y.Length != x.Length) || (TOperation.Inputs > 2 && dy.Length != x.Length))
            throw new ArgumentException($"Spans of {x.Length}, {y.Length}, {dy.Length} and {destination.Length} numbers; they must be equally long.", nameof(x));
        fixed (T* px = x, py = y, pdy = dy, target = destination)
        {
            if (typeof(T) != typeof(float))
                Run<TOperation, ScalarLane<T>, T>(px, py, pdy, target, x.Length);
            else if (Vector512.IsHardwareAccelerated)
                Run<TOperation, Lanes512, float>((float*)px, (float*)py, (float*)pdy, (float*)target, x.Length);
            else if (Vector256.IsHardwareAccelerated)
                Run<TOperation, Lanes256, float>((float*)px, (float*)py, (float*)pdy, (float*)target, x.Length);
            else
                Run<TOperation, Lanes128, float>((float*)px, (float*)py, (float*)pdy, (float*)target, x.Length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TOperation, TLanes, T>(T* x, T* y, T* dy, T* destination, int length)
        where TOperation : IElementOperation
        where TLanes : unmanaged, ILanes<TLanes, T>
        where T : unmanaged
    {
        var i = 0;
        for (; i <= length - TLanes.Count; i += TLanes.Count)
            Step<TOperation, TLanes, T>(x + i, y + i, dy + i, destination + i);

        var rest = length - i;
        if (rest == 0)
            return;
        T* tailX = stackalloc T[TLanes.Count], tailY = stackalloc T[TLanes.Count], tailDy = stackalloc T[TLanes.Count], tail = stackalloc T[TLanes.Count];
        for (var j = 0; j < rest; j++)
        {
            tailX[j] = x[i + j];
            if (TOperation.Inputs > 1)
                tailY[j] = y[i + j];
            if (TOperation.Inputs > 2)
                tailDy[j] = dy[i + j];
            if (TOperation.Inputs > 3)
                tail[j] = destination[i + j];
        }

        Step<TOperation, TLanes, T>(tailX, tailY, tailDy, tail);
        for (var j = 0; j < rest; j++)
            destination[i + j] = tail[j];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<TOperation, TLanes, T>(T* x, T* y, T* dy, T* destination)
        where TOperation : IElementOperation
        where TLanes : unmanaged, ILanes<TLanes, T>
        where T : unmanaged
        => TOperation.Invoke<TLanes, T>(
            TLanes.Load(x),
            TOperation.Inputs > 1 ? TLanes.Load(y) : default,
            TOperation.Inputs > 2 ? TLanes.Load(dy) : default,
            TOperation.Inputs > 3 ? TLanes.Load(destination) : default).Store(destination);
}
