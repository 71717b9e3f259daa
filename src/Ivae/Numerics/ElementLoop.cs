using System.Numerics;
using System.Runtime.CompilerServices;

namespace Ivae.Numerics;

/// <summary>
/// Runs an operation over whole spans in the widest registers there are; what does not fill a register goes through a
/// copy that does.
/// </summary>
internal static unsafe class ElementLoop
{
    /// <summary>destination = operation(x, y, dy, destination); the destination may be one of the sources.</summary>
    /// <exception cref="ArgumentException">The spans read are not as long as <paramref name="x"/>, or the destination
    /// is shorter.</exception>
    public static void Run<TOperation, T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> destination)
        where TOperation : IElementOperation
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (destination.Length < x.Length || (TOperation.Inputs > 1 && y.Length != x.Length)
            || (TOperation.Inputs > 2 && dy.Length != x.Length))
            throw new ArgumentException($"Spans of {x.Length}, {y.Length}, {dy.Length} and {destination.Length} "
                + "numbers; they must be equally long.", nameof(x));
        fixed (T* px = x, py = y, pdy = dy, target = destination)
            LaneDispatch.Run<Kernel<TOperation>, T>(
                new() { X = px, Y = py, Dy = pdy, Destination = target, Length = x.Length });
    }

    /// <summary>(first, second) = operation(x); one of the two may be <paramref name="x"/>.</summary>
    /// <exception cref="ArgumentException">A destination is shorter than <paramref name="x"/>.</exception>
    public static void RunPair<TOperation, T>(ReadOnlySpan<T> x, Span<T> first, Span<T> second)
        where TOperation : IPairOperation
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (first.Length < x.Length || second.Length < x.Length)
            throw new ArgumentException($"Spans of {x.Length}, {first.Length} and {second.Length} numbers; they must "
                + "be equally long.", nameof(x));
        fixed (T* px = x, p1 = first, p2 = second)
            LaneDispatch.Run<PairKernel<TOperation>, T>(new() { X = px, First = p1, Second = p2, Length = x.Length });
    }

    private struct Kernel<TOperation> : ILaneKernel
        where TOperation : IElementOperation
    {
        public void* X, Y, Dy, Destination;
        public int Length;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run<TLanes, T>()
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged
        {
            T* x = (T*)X, y = (T*)Y, dy = (T*)Dy, destination = (T*)Destination;
            var i = 0;
            for (; i <= Length - TLanes.Count; i += TLanes.Count)
                Step<TLanes, T>(x + i, y + i, dy + i, destination + i);

            var rest = Length - i;
            if (rest == 0)
                return;
            T* tailX = stackalloc T[TLanes.Count], tailY = stackalloc T[TLanes.Count],
                tailDy = stackalloc T[TLanes.Count], tail = stackalloc T[TLanes.Count];
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

            Step<TLanes, T>(tailX, tailY, tailDy, tail);
            for (var j = 0; j < rest; j++)
                destination[i + j] = tail[j];
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Step<TLanes, T>(T* x, T* y, T* dy, T* destination)
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged
            => TOperation.Invoke<TLanes, T>(
                TLanes.Load(x),
                TOperation.Inputs > 1 ? TLanes.Load(y) : default,
                TOperation.Inputs > 2 ? TLanes.Load(dy) : default,
                TOperation.Inputs > 3 ? TLanes.Load(destination) : default).Store(destination);
    }

    private struct PairKernel<TOperation> : ILaneKernel
        where TOperation : IPairOperation
    {
        public void* X, First, Second;
        public int Length;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run<TLanes, T>()
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged
        {
            T* x = (T*)X, first = (T*)First, second = (T*)Second;
            var i = 0;
            for (; i <= Length - TLanes.Count; i += TLanes.Count)
                Step<TLanes, T>(x + i, first + i, second + i);

            var rest = Length - i;
            if (rest == 0)
                return;
            T* tailX = stackalloc T[TLanes.Count], tail1 = stackalloc T[TLanes.Count],
                tail2 = stackalloc T[TLanes.Count];
            for (var j = 0; j < rest; j++)
                tailX[j] = x[i + j];
            Step<TLanes, T>(tailX, tail1, tail2);
            for (var j = 0; j < rest; j++)
                (first[i + j], second[i + j]) = (tail1[j], tail2[j]);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Step<TLanes, T>(T* x, T* first, T* second)
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged
        {
            TOperation.Invoke<TLanes, T>(TLanes.Load(x), out var other).Store(first);
            other.Store(second);
        }
    }
}
