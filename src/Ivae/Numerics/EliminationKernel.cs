using System.Numerics;
using System.Runtime.CompilerServices;

namespace Ivae.Numerics;

/// <summary>
/// Inverses of many small matrices side by side by Gauss–Jordan elimination without exchanges of rows, which suits
/// matrices whose pivots are all positive: number (i, j) of all of them is a run of memory.
/// </summary>
internal static unsafe class EliminationKernel
{
    // Their product stays far from the largest number and from 0, so that one logarithm serves them all.
    private const int PivotsOfLogarithm = 4;

    /// <summary>Turns A into its inverses; gives log |det|.</summary>
    /// <param name="a">A <c>[n, n, B]</c>.</param>
    /// <param name="logDeterminant">log |det A| <c>[B]</c>.</param>
    /// <param name="n">Rows of a matrix.</param>
    public static void Invert<T>(Span<T> a, Span<T> logDeterminant, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (a.Length != n * n * logDeterminant.Length)
            throw new ArgumentException(
                $"{a.Length} numbers are not {logDeterminant.Length} matrices of {n} rows.", nameof(a));
        fixed (T* pa = a, pl = logDeterminant)
        {
            var kernel = new Kernel { A = pa, Log = pl, Size = n, Width = logDeterminant.Length };
            kernel.End = kernel.Width - kernel.Width % LaneDispatch.Count<T>(kernel.Width);
            LaneDispatch.Run<Kernel, T>(kernel, kernel.Width);
            (kernel.First, kernel.End) = (kernel.End, kernel.Width);
            kernel.Run<ScalarLane<T>, T>();
        }
    }

    private struct Kernel : ILaneKernel
    {
        public void* A, Log;
        public int Size, Width, First, End;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run<TLanes, T>()
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged
        {
            nint width = Width, step = Size * width;
            var one = TLanes.Constant(1);
            for (nint at = First; at < End; at += TLanes.Count)
            {
                TLanes sum = TLanes.Constant(0), product = one;
                var own = (T*)A + at;
                for (var p = 0; p < Size; p++, own += step)
                {
                    var pivot = TLanes.Load(own + p * width);
                    product = p % PivotsOfLogarithm == 0 ? pivot : product * pivot;
                    if (p % PivotsOfLogarithm == PivotsOfLogarithm - 1 || p == Size - 1)
                        sum = sum + TLanes.Log(product);
                    var inverse = TLanes.Quotient(one, pivot);
                    one.Store(own + p * width);
                    for (nint j = 0; j < step; j += width)
                        (TLanes.Load(own + j) * inverse).Store(own + j);
                    var other = (T*)A + at;
                    for (var i = 0; i < Size; i++, other += step)
                    {
                        if (i == p)
                            continue;
                        var factor = -TLanes.Load(other + p * width);
                        TLanes.Constant(0).Store(other + p * width);
                        for (nint j = 0; j < step; j += width)
                            TLanes.MultiplyAdd(TLanes.Load(own + j), factor, TLanes.Load(other + j)).Store(other + j);
                    }
                }

                sum.Store((T*)Log + at);
            }
        }
    }
}
