using System.Numerics;
using System.Runtime.CompilerServices;

namespace Ivae.Numerics;

/// <summary>Four rows times up to four columns of a matrix product, with registers that run along the sums.</summary>
internal static unsafe class DotBlock
{
    /// <summary>
    /// tile[j, r] = Σₗ A[r, l]·B[j, l] for TColumns columns j and all rows r; up to three more numbers are written
    /// behind a row of the tile.
    /// </summary>
    /// <param name="a">First number of A, whose rows hold <paramref name="depth"/> numbers, one register at
    /// least.</param>
    /// <param name="rows">Rows of A.</param>
    /// <param name="depth">Number of terms in a sum.</param>
    /// <param name="b">Rows of <paramref name="padded"/> numbers; terms that the overlapping last register of A repeats
    /// meet zeros here.</param>
    /// <param name="padded">The depth rounded up to whole registers.</param>
    /// <param name="tile">First number of the result.</param>
    /// <param name="stride">Distance of two rows of the result.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<TLanes, T, TColumns>(T* a, int rows, int depth, T* b, nint padded, T* tile, nint stride)
        where TLanes : unmanaged, ILanes<TLanes, T>
        where T : unmanaged, INumberBase<T>
        where TColumns : MatrixBlock.ISize
    {
        for (; rows > 0; rows -= 4, a += 4 * (nint)depth, tile += 4)
        {
            Quad<TLanes, T> c0 = default, c1 = default, c2 = default, c3 = default, left;
            var a1 = Math.Min(1, rows - 1) * (nint)depth;
            var a2 = Math.Min(2, rows - 1) * (nint)depth;
            var a3 = Math.Min(3, rows - 1) * (nint)depth;
            for (nint l = 0; l < padded; l += TLanes.Count)
            {
                var source = a + Math.Min(l, depth - TLanes.Count);
                left.X0 = TLanes.Load(source);
                left.X1 = TLanes.Load(source + a1);
                left.X2 = TLanes.Load(source + a2);
                left.X3 = TLanes.Load(source + a3);
                c0.Add(left, TLanes.Load(b + l));
                if (TColumns.Value > 1)
                    c1.Add(left, TLanes.Load(b + padded + l));
                if (TColumns.Value > 2)
                    c2.Add(left, TLanes.Load(b + 2 * padded + l));
                if (TColumns.Value > 3)
                    c3.Add(left, TLanes.Load(b + 3 * padded + l));
            }

            c0.StoreSums(tile);
            if (TColumns.Value > 1)
                c1.StoreSums(tile + stride);
            if (TColumns.Value > 2)
                c2.StoreSums(tile + 2 * stride);
            if (TColumns.Value > 3)
                c3.StoreSums(tile + 3 * stride);
        }
    }

    private struct Quad<TLanes, T>
        where TLanes : unmanaged, ILanes<TLanes, T>
        where T : unmanaged, INumberBase<T>
    {
        public TLanes X0, X1, X2, X3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(in Quad<TLanes, T> left, TLanes right)
        {
            X0 = TLanes.MultiplyAdd(left.X0, right, X0);
            X1 = TLanes.MultiplyAdd(left.X1, right, X1);
            X2 = TLanes.MultiplyAdd(left.X2, right, X2);
            X3 = TLanes.MultiplyAdd(left.X3, right, X3);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void StoreSums(T* destination) => TLanes.StoreSums(X0, X1, X2, X3, destination);
    }
}
