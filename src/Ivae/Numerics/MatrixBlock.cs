using System.Numerics;
using System.Runtime.CompilerServices;

namespace Ivae.Numerics;

/// <summary>
/// A block of a matrix product kept in registers: up to eight rows by up to three registers of columns.
/// </summary>
internal static unsafe class MatrixBlock
{
    /// <summary>
    /// C[r, j] = Σₗ A[r, l]·B[l, j] + start[r, j] for r &lt; <paramref name="rows"/> and TColumns registers j, the last
    /// of which begins at column <paramref name="last"/> and may overlap the one before it, so that no width needs a
    /// mask.
    /// </summary>
    /// <param name="a">First number of A; row r begins at r·<paramref name="rowStride"/>, the next l is
    /// <paramref name="step"/> further.</param>
    /// <param name="rowStride">Distance of two rows of A.</param>
    /// <param name="step">Distance of two numbers in a row of A.</param>
    /// <param name="b">First number of B.</param>
    /// <param name="bStride">Distance of two rows of B.</param>
    /// <param name="c">First number of C.</param>
    /// <param name="cStride">Distance of two rows of C.</param>
    /// <param name="depth">Number of terms in a sum.</param>
    /// <param name="rows">Rows wanted, 1 … TRows; the others repeat the last one.</param>
    /// <param name="last">First column of the last register.</param>
    /// <param name="start">What the sums are added to: C itself, a bias (stride 0), or null for nothing.</param>
    /// <param name="startStride">Distance of two rows of <paramref name="start"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<TLanes, T, TRows, TColumns>(
        T* a, nint rowStride, nint step, T* b, nint bStride, T* c, nint cStride, int depth, int rows, nint last,
        T* start, nint startStride)
        where TLanes : unmanaged, ILanes<TLanes, T>
        where T : unmanaged, INumberBase<T>
        where TRows : ISize
        where TColumns : ISize
    {
        Row<TLanes, T, TColumns> c0 = default, c1 = default, c2 = default, c3 = default, c4 = default, c5 = default,
            c6 = default, c7 = default;
        var top = rows - 1;
        var a1 = Math.Min(1, top) * rowStride;
        var a2 = Math.Min(2, top) * rowStride;
        var a3 = Math.Min(3, top) * rowStride;
        var a4 = Math.Min(4, top) * rowStride;
        var a5 = Math.Min(5, top) * rowStride;
        var a6 = Math.Min(6, top) * rowStride;
        var a7 = Math.Min(7, top) * rowStride;
        for (; depth > 0; depth--)
        {
            var right = Row<TLanes, T, TColumns>.Load(b, last);
            c0.Add(*a, right);
            c1.Add(a[a1], right);
            c2.Add(a[a2], right);
            c3.Add(a[a3], right);
            if (TRows.Value > 4)
            {
                c4.Add(a[a4], right);
                c5.Add(a[a5], right);
                c6.Add(a[a6], right);
                c7.Add(a[a7], right);
            }

            a += step;
            b += bStride;
        }

        if (start != null)
        {
            c0.Add(start, last);
            c1.Add(start + Math.Min(1, top) * startStride, last);
            c2.Add(start + Math.Min(2, top) * startStride, last);
            c3.Add(start + Math.Min(3, top) * startStride, last);
            if (TRows.Value > 4)
            {
                c4.Add(start + Math.Min(4, top) * startStride, last);
                c5.Add(start + Math.Min(5, top) * startStride, last);
                c6.Add(start + Math.Min(6, top) * startStride, last);
                c7.Add(start + Math.Min(7, top) * startStride, last);
            }
        }

        c0.Store(c, last);
        c1.Store(c + Math.Min(1, top) * cStride, last);
        c2.Store(c + Math.Min(2, top) * cStride, last);
        c3.Store(c + Math.Min(3, top) * cStride, last);
        if (TRows.Value > 4)
        {
            c4.Store(c + Math.Min(4, top) * cStride, last);
            c5.Store(c + Math.Min(5, top) * cStride, last);
            c6.Store(c + Math.Min(6, top) * cStride, last);
            c7.Store(c + Math.Min(7, top) * cStride, last);
        }
    }

    /// <summary>A number known to the JIT.</summary>
    public interface ISize
    {
        static abstract int Value { get; }
    }

    public readonly struct One : ISize
    {
        public static int Value => 1;
    }

    public readonly struct Two : ISize
    {
        public static int Value => 2;
    }

    public readonly struct Three : ISize
    {
        public static int Value => 3;
    }

    public readonly struct Four : ISize
    {
        public static int Value => 4;
    }

    public readonly struct Eight : ISize
    {
        public static int Value => 8;
    }

    /// <summary>One row of the block; registers beyond TColumns cost nothing.</summary>
    private struct Row<TLanes, T, TColumns>
        where TLanes : unmanaged, ILanes<TLanes, T>
        where T : unmanaged, INumberBase<T>
        where TColumns : ISize
    {
        private TLanes x0, x1, x2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Row<TLanes, T, TColumns> Load(T* source, nint last)
        {
            Row<TLanes, T, TColumns> row = default;
            row.x0 = TLanes.Load(source);
            if (TColumns.Value > 2)
                row.x1 = TLanes.Load(source + TLanes.Count);
            if (TColumns.Value > 1)
                row.x2 = TLanes.Load(source + last);
            return row;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(T factor, in Row<TLanes, T, TColumns> right)
        {
            var left = TLanes.Create(factor);
            x0 = TLanes.MultiplyAdd(left, right.x0, x0);
            if (TColumns.Value > 2)
                x1 = TLanes.MultiplyAdd(left, right.x1, x1);
            if (TColumns.Value > 1)
                x2 = TLanes.MultiplyAdd(left, right.x2, x2);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(T* start, nint last)
        {
            var other = Load(start, last);
            x0 += other.x0;
            x1 += other.x1;
            x2 += other.x2;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Store(T* destination, nint last)
        {
            x0.Store(destination);
            if (TColumns.Value > 2)
                x1.Store(destination + TLanes.Count);
            if (TColumns.Value > 1)
                x2.Store(destination + last);
        }
    }
}
