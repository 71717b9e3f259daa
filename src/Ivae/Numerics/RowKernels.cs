using System.Numerics;
using System.Runtime.CompilerServices;

namespace Ivae.Numerics;

/// <summary>
/// Whole rows of matrices: gathered by codes, added by codes, summed. No codes means every row in its own place.
/// </summary>
/// <remarks>The last register of a row overlaps the one before it; where that would add a number twice, its share is
/// multiplied by 0.</remarks>
internal static unsafe class RowKernels
{
    /// <summary>Y[r] = T[code r] + b.</summary>
    /// <param name="table">T <c>[M, W]</c>.</param>
    /// <param name="codes">Row of T for each row of Y, or empty.</param>
    /// <param name="bias">b <c>[1, W]</c>.</param>
    /// <param name="destination">Y <c>[B, W]</c>.</param>
    public static void Gather<T>(
        ReadOnlySpan<T> table, ReadOnlySpan<int> codes, ReadOnlySpan<T> bias, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var width = bias.Length;
        Check(table.Length, codes, destination.Length, width);
        fixed (T* t = table, b = bias, y = destination)
        fixed (int* c = codes)
            LaneDispatch.Run<GatherKernel, T>(new()
            {
                Table = t,
                Codes = c,
                Bias = b,
                Destination = y,
                Rows = destination.Length / width,
                Width = width,
            }, width);
    }

    /// <summary>Y[r] += X[code r].</summary>
    /// <param name="source">X <c>[M, W]</c>.</param>
    /// <param name="codes">Row of X for each row of Y, or empty.</param>
    /// <param name="destination">Y <c>[B, W]</c>.</param>
    /// <param name="width">W.</param>
    public static void AddFrom<T>(ReadOnlySpan<T> source, ReadOnlySpan<int> codes, Span<T> destination, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(source.Length, codes, destination.Length, width);
        fixed (T* x = source, y = destination)
        fixed (int* c = codes)
            LaneDispatch.Run<AddKernel, T>(new()
            {
                Source = x,
                SourceCodes = c,
                Destination = y,
                Rows = destination.Length / width,
                Width = width,
            }, width);
    }

    /// <summary>Y[code r] += X[r], row after row.</summary>
    /// <param name="source">X <c>[B, W]</c>.</param>
    /// <param name="codes">Row of Y for each row of X, or empty.</param>
    /// <param name="destination">Y <c>[M, W]</c>.</param>
    /// <param name="width">W.</param>
    public static void AddTo<T>(ReadOnlySpan<T> source, ReadOnlySpan<int> codes, Span<T> destination, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(destination.Length, codes, source.Length, width);
        fixed (T* x = source, y = destination)
        fixed (int* c = codes)
            LaneDispatch.Run<AddKernel, T>(new()
            {
                Source = x,
                Destination = y,
                DestinationCodes = c,
                Rows = source.Length / width,
                Width = width,
            }, width);
    }

    /// <summary>s += Σ_r X[r].</summary>
    /// <param name="source">X <c>[B, W]</c>.</param>
    /// <param name="sums">s <c>[1, W]</c>.</param>
    public static void AddColumnSums<T>(ReadOnlySpan<T> source, Span<T> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* x = source, s = sums)
            LaneDispatch.Run<SumKernel, T>(
                new() { Source = x, Sums = s, Rows = source.Length / sums.Length, Width = sums.Length }, sums.Length);
    }

    private static void Check(int table, ReadOnlySpan<int> codes, int length, int width)
    {
        var rows = length / width;
        if (length != rows * width || (codes.IsEmpty ? table < length : codes.Length != rows))
            throw new ArgumentException($"{length} numbers in rows of {width} do not go with {codes.Length} codes and "
                + $"a table of {table} numbers.", nameof(length));
        foreach (var code in codes)
            if ((uint)code >= (uint)(table / width))
                throw new ArgumentOutOfRangeException(
                    nameof(codes), code, $"A code must lie between 0 and {table / width - 1}.");
    }

    private struct GatherKernel : ILaneKernel
    {
        public void* Table, Bias, Destination;
        public int* Codes;
        public int Rows, Width;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run<TLanes, T>()
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged
        {
            T* bias = (T*)Bias, y = (T*)Destination;
            nint last = Width - TLanes.Count;
            for (var row = 0; row < Rows; row++, y += Width)
            {
                var source = (T*)Table + (nint)(Codes == null ? row : Codes[row]) * Width;
                for (nint j = 0; j < last; j += TLanes.Count)
                    (TLanes.Load(source + j) + TLanes.Load(bias + j)).Store(y + j);
                (TLanes.Load(source + last) + TLanes.Load(bias + last)).Store(y + last);
            }
        }
    }

    private struct AddKernel : ILaneKernel
    {
        public void* Source, Destination;
        public int* SourceCodes, DestinationCodes;
        public int Rows, Width;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run<TLanes, T>()
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged
        {
            var steps = stackalloc T[2 * TLanes.Count];
            TLanes.Constant(0).Store(steps);
            TLanes.Constant(1).Store(steps + TLanes.Count);
            var rest = Width % TLanes.Count;
            var isNew = TLanes.Load(steps + rest); // 1 in the last places, as many as no other register holds
            nint whole = Width - rest;
            for (var row = 0; row < Rows; row++)
            {
                var source = (T*)Source + (nint)(SourceCodes == null ? row : SourceCodes[row]) * Width;
                var target = (T*)Destination + (nint)(DestinationCodes == null ? row : DestinationCodes[row]) * Width;
                for (nint j = 0; j < whole; j += TLanes.Count)
                    (TLanes.Load(source + j) + TLanes.Load(target + j)).Store(target + j);
                if (rest > 0)
                    TLanes.MultiplyAdd(
                        TLanes.Load(source + Width - TLanes.Count), isNew, TLanes.Load(target + Width - TLanes.Count))
                        .Store(target + Width - TLanes.Count);
            }
        }
    }

    private struct SumKernel : ILaneKernel
    {
        public void* Source, Sums;
        public int Rows, Width;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run<TLanes, T>()
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged
        {
            var tail = TLanes.Load((T*)Sums + Width - TLanes.Count); // before others write into its places
            for (nint first = 0; first < Width; first += 4 * TLanes.Count)
                AddFour<TLanes, T>(first, tail);
        }

        /// <summary>Four registers of columns, of which those beyond the last one are the last one.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly void AddFour<TLanes, T>(nint first, TLanes tail)
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged
        {
            T* x = (T*)Source, sums = (T*)Sums;
            nint last = Width - TLanes.Count;
            nint j0 = Math.Min(first, last), j1 = Math.Min(first + TLanes.Count, last),
                j2 = Math.Min(first + 2 * TLanes.Count, last), j3 = Math.Min(first + 3 * TLanes.Count, last);
            TLanes s0 = default, s1 = default, s2 = default, s3 = default;
            for (var row = 0; row < Rows; row++, x += Width)
            {
                s0 += TLanes.Load(x + j0);
                s1 += TLanes.Load(x + j1);
                s2 += TLanes.Load(x + j2);
                s3 += TLanes.Load(x + j3);
            }

            (s0 + (j0 == last ? tail : TLanes.Load(sums + j0))).Store(sums + j0);
            (s1 + (j1 == last ? tail : TLanes.Load(sums + j1))).Store(sums + j1);
            (s2 + (j2 == last ? tail : TLanes.Load(sums + j2))).Store(sums + j2);
            (s3 + (j3 == last ? tail : TLanes.Load(sums + j3))).Store(sums + j3);
        }
    }
}
