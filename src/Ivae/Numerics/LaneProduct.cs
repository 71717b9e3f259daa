using System.Numerics;
using System.Runtime.CompilerServices;
using static Ivae.Numerics.MatrixBlock;

namespace Ivae.Numerics;

/// <summary>
/// Cuts a matrix product into blocks for registers of one width; C has m rows and n columns, each number a sum of k
/// terms.
/// </summary>
/// <remarks>
/// Columns go through <see cref="MatrixBlock"/>, the last register of a row overlapping the one before it. A rest of
/// few columns would fill such a register badly, so it goes through <see cref="DotBlock"/>, whose registers run along
/// the sum, or, for Aᵀ·B, through the transposed product Bᵀ·A.
/// </remarks>
internal static unsafe class LaneProduct<TLanes, T>
    where TLanes : unmanaged, ILanes<TLanes, T>
    where T : unmanaged, INumberBase<T>
{
    private const int PanelRegisters = 3;

    /// <summary>A line of the cache, in bytes: registers that straddle two lines load at half speed.</summary>
    private const int Alignment = 64;

    /// <summary>Terms of a sum taken at once, so that a panel of B stays in the first-level cache.</summary>
    private const int PanelDepth = 256;

    /// <summary>
    /// Numbers of A taken at once, so that they stay in the second-level cache while all panels of B pass.
    /// </summary>
    private const int SlabLength = 1 << 16;

    [ThreadStatic]
    private static T[]? scratch;

    /// <summary>
    /// C = the product + <paramref name="start"/>, which is C itself, a bias (stride 0) or null; one of n and k (m for
    /// Aᵀ·B) fills a register.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ProductForm form, T* a, T* b, T* c, int m, int k, int n, T* start, int startStride)
    {
        var rest = n % TLanes.Count;
        var other = form == ProductForm.TransposedLeft ? m : k;
        var isNarrow = n < TLanes.Count || (rest <= TLanes.Count / 4 && other >= 2 * TLanes.Count);
        var wide = isNarrow ? n - rest : n;
        if (wide > 0)
            Wide(form, a, b, c, m, k, n, wide, start, startStride);
        if (wide < n)
            Narrow(form, a, b, c, m, k, n, wide, start, startStride);
    }

    /// <summary>The first <paramref name="wide"/> columns of the product, which fill a register at least.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Wide(
        ProductForm form, T* a, T* b, T* c, int m, int k, int n, int wide, T* start, int startStride)
    {
        var (rowStride, step) = form == ProductForm.TransposedLeft ? (1, m) : (k, 1);
        // Rows of A a multiple of 2 kB apart share few sets of the second-level cache, which hold half as many.
        var terms = form == ProductForm.TransposedLeft && m * sizeof(T) % 2048 == 0 ? PanelDepth / 2 : PanelDepth;
        var slices = Math.Max(1, (k + terms - 1) / terms);
        var depth = (k + slices - 1) / slices;

        var slab = Math.Max(8, SlabLength / Math.Max(1, depth) / 8 * 8);

        // A panel is copied when its lines would crowd into few sets of the cache and enough rows pay for the copy.
        var packs = form == ProductForm.TransposedRight || (n >= 192 && m >= 32);
        fixed (T* memory =
            packs ? Scratch(depth * Math.Min(PanelRegisters * TLanes.Count, wide) + Alignment / sizeof(T)) : default)
        {
            var panel = (T*)(((nint)memory + Alignment - 1) & -Alignment);
            for (var row = 0; row < m; row += slab)
            {
                var rows = Math.Min(slab, m - row);
                var first = 0;
                do
                {
                    terms = Math.Min(depth, k - first);
                    var left = a + (nint)row * rowStride + (nint)first * step;
                    var target = c + (nint)row * n;
                    var (from, fromStride) = first == 0 ? ((nint)start, startStride) : ((nint)c, n);
                    int width;
                    for (var column = 0; column < wide; column += width)
                    {
                        var registers = NextRegisters(wide - column);
                        width = Math.Min(registers * TLanes.Count, wide - column);
                        if (form == ProductForm.TransposedRight)
                            PackTransposed(b + (nint)column * k + first, k, width, terms, panel);
                        else if (packs)
                            Pack(b + (nint)first * n + column, n, width, terms, panel);
                        Panel(
                            registers, left, rowStride, step, packs ? panel : b + (nint)first * n + column,
                            packs ? width : n, target + column, n,
                            rows, terms, width - TLanes.Count,
                            from == 0 ? null : (T*)from + (nint)row * fromStride + column, fromStride);
                    }

                    first += depth;
                }
                while (first < k);
            }
        }
    }

    /// <summary>
    /// Columns from <paramref name="first"/> on: a tile holds them as rows, which are then added to the columns of C.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Narrow(
        ProductForm form, T* a, T* b, T* c, int m, int k, int n, int first, T* start, int startStride)
    {
        var columns = n - first;
        var stride = (m + 3) / 4 * 4;
        var padded = (k + TLanes.Count - 1) / TLanes.Count * TLanes.Count;
        fixed (T* tile = Scratch(columns * (stride + padded)))
        {
            if (form == ProductForm.TransposedLeft)
                Swapped(a, b + first, n, tile, stride, m, k, columns);
            else
                Dots(form, a, b + (form == ProductForm.Plain ? first : (nint)first * k), n, tile, stride, m, k,
                    columns, padded);

            for (var j = 0; j < columns; j++)
            {
                var source = tile + (nint)j * stride;
                var target = c + first + j;
                if (start == null)
                {
                    for (nint row = 0; row < m; row++)
                        target[row * n] = source[row];
                }
                else
                {
                    for (nint row = 0; row < m; row++)
                        target[row * n] = source[row] + start[row * startStride + first + j];
                }
            }
        }
    }

    /// <summary>tile = Bᵀ·A.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Swapped(T* a, T* b, int bStride, T* tile, int stride, int m, int k, int columns)
    {
        int width;
        for (var row = 0; row < m; row += width)
        {
            var registers = NextRegisters(m - row);
            width = Math.Min(registers * TLanes.Count, m - row);
            Panel(registers, b, 1, bStride, a + row, m, tile + row, stride, columns, k, width - TLanes.Count, null, 0);
        }
    }

    /// <summary>tile = (A·B)ᵀ by dot products; the columns of B are copied behind the tile first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Dots(
        ProductForm form, T* a, T* b, int bStride, T* tile, int stride, int m, int k, int columns, int padded)
    {
        var right = tile + (nint)columns * stride;
        var (next, nextColumn) = form == ProductForm.Plain ? (bStride, 1) : (1, k);
        for (var j = 0; j < columns; j++)
        {
            // The last register of A overlaps the one before it; zeros in B keep the shared terms from counting twice.
            var target = right + (nint)j * padded;
            var source = b + (nint)j * nextColumn;
            var aligned = k - k % TLanes.Count;
            for (var l = 0; l < aligned; l++, source += next)
                target[l] = *source;
            for (var l = aligned; l < padded - (k - aligned); l++)
                target[l] = T.Zero;
            for (var l = padded - (k - aligned); l < padded; l++, source += next)
                target[l] = *source;
        }

        int taken;
        for (var j = 0; j < columns; j += taken)
        {
            taken = Math.Min(columns - j, TLanes.HasManyRegisters ? columns - j is 4 or > 6 ? 4 : 3 : 2);
            var block = right + (nint)j * padded;
            var target = tile + (nint)j * stride;
            switch (taken)
            {
                case 1:
                    DotBlock.Multiply<TLanes, T, One>(a, m, k, block, padded, target, stride);
                    break;
                case 2:
                    DotBlock.Multiply<TLanes, T, Two>(a, m, k, block, padded, target, stride);
                    break;
                case 3:
                    DotBlock.Multiply<TLanes, T, Three>(a, m, k, block, padded, target, stride);
                    break;
                default:
                    DotBlock.Multiply<TLanes, T, Four>(a, m, k, block, padded, target, stride);
                    break;
            }
        }
    }

    /// <summary>
    /// Registers of the next panel; four go as two and two, because a lone last one could not overlap its neighbour.
    /// </summary>
    private static int NextRegisters(int columns)
    {
        var registers = (columns + TLanes.Count - 1) / TLanes.Count;
        return registers == 4 ? 2 : Math.Min(registers, PanelRegisters);
    }

    /// <summary>C for all rows and the columns of one panel; parameters as in <see cref="MatrixBlock"/>.</summary>
    private static void Panel(
        int registers, T* a, nint rowStride, nint step, T* b, nint bStride, T* c, nint cStride, int m, int k, nint last,
        T* start, nint startStride)
    {
        if (registers == 1)
            Panel<One>(a, rowStride, step, b, bStride, c, cStride, m, k, last, start, startStride);
        else if (registers == 2)
            Panel<Two>(a, rowStride, step, b, bStride, c, cStride, m, k, last, start, startStride);
        else
            Panel<Three>(a, rowStride, step, b, bStride, c, cStride, m, k, last, start, startStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Panel<TColumns>(
        T* a, nint rowStride, nint step, T* b, nint bStride, T* c, nint cStride, int m, int k, nint last, T* start,
        nint startStride)
        where TColumns : ISize
    {
        int rows;
        for (var row = 0; row < m; row += rows)
        {
            rows = Math.Min(m - row, TLanes.HasManyRegisters ? 8 : 4);
            var left = a + row * rowStride;
            var target = c + row * cStride;
            var from = start == null ? null : start + row * startStride;
            if (rows > 4)
                Multiply<TLanes, T, Eight, TColumns>(
                    left, rowStride, step, b, bStride, target, cStride, k, rows, last, from, startStride);
            else
                Multiply<TLanes, T, Four, TColumns>(
                    left, rowStride, step, b, bStride, target, cStride, k, rows, last, from, startStride);
        }
    }

    /// <summary>
    /// Copies <paramref name="width"/> columns, one register at least, of B into a panel <c>[k, width]</c>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pack(T* b, int bStride, int width, int k, T* panel)
    {
        for (; k > 0; k--, b += bStride, panel += width)
            for (var j = 0; j < width; j += TLanes.Count)
            {
                var column = Math.Min(j, width - TLanes.Count);
                TLanes.Load(b + column).Store(panel + column);
            }
    }

    /// <summary>
    /// Turns <paramref name="width"/> rows of B, one register at least, into the columns of a panel <c>[k, width]</c>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackTransposed(T* b, int bStride, int width, int k, T* panel)
    {
        var count = TLanes.Count;
        for (var l = 0; l < k; l += count)
            for (var j = 0; j < width; j += count)
            {
                // Tiles at the edges overlap those before them.
                var depth = Math.Min(l, k - count);
                var column = Math.Min(j, width - count);
                if (depth >= 0)
                    TLanes.Transpose(
                        b + (nint)column * bStride + depth, bStride, panel + (nint)depth * width + column, width);
                else
                    for (var row = column; row < column + count; row++)
                        for (var term = 0; term < k; term++)
                            panel[(nint)term * width + row] = b[(nint)row * bStride + term];
            }
    }

    private static Span<T> Scratch(int length)
    {
        if (scratch == null || scratch.Length < length)
            scratch = GC.AllocateUninitializedArray<T>(Math.Max(length, 4096));
        return scratch.AsSpan(0, length);
    }
}
