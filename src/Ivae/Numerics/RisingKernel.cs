using System.Numerics;
using System.Runtime.CompilerServices;

namespace Ivae.Numerics;

/// <summary>
/// Rising maps of n units, y = e·x + Σₖ uₖ·softplus(rₖ·x + sₖ), and their slopes e + Σₖ vₖ·sigmoid(rₖ·x + sₖ), over
/// rows that fill registers: all matrices are transposed, <c>[n, W]</c> with W a multiple of <see cref="Rows{T}"/>.
/// </summary>
internal static unsafe class RisingKernel
{
    /// <summary>Numbers that describe a unit with K knots: e, and r, s, u, v of each knot.</summary>
    public static int Numbers(int knots) => 1 + KnotNumbers * knots;

    /// <summary>Sums over rows of a unit with K knots; see <see cref="Backward{T}"/>.</summary>
    public static int Sums(int knots) => KnotNumbers * (1 + knots);

    private const int KnotNumbers = 4;

    // Their product stays far from the largest number and from 0, so that one logarithm serves them all.
    private const int SlopesOfLogarithm = 4;

    /// <summary>So many rows as fill whole registers, at least <paramref name="rows"/>.</summary>
    public static int Rows<T>(int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => (rows + LaneDispatch.Count<T>() - 1) / LaneDispatch.Count<T>() * LaneDispatch.Count<T>();

    /// <summary>y and slopes; keeps q = softplus(r·x + s) and p = sigmoid(r·x + s).</summary>
    /// <param name="x">x <c>[n, W]</c>.</param>
    /// <param name="units">The numbers of each unit <c>[n, 1 + 4K]</c>.</param>
    /// <param name="y">y <c>[n, W]</c>.</param>
    /// <param name="slope">Slopes <c>[n, W]</c>.</param>
    /// <param name="kept">q and p of each knot <c>[n, K, 2, W]</c>.</param>
    /// <param name="n">Units.</param>
    public static void Forward<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> units, Span<T> y, Span<T> slope, Span<T> kept, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* px = x, pu = units, py = y, ps = slope, pk = kept)
            LaneDispatch.Run<ForwardKernel, T>(new()
            {
                X = px,
                Units = pu,
                Y = py,
                Slope = ps,
                Kept = pk,
                Count = n,
                Knots = units.Length / n / KnotNumbers,
                Width = x.Length / n,
            });
    }

    /// <summary>l += Σ over units of ln slope.</summary>
    /// <param name="slope">Slopes <c>[n, W]</c>.</param>
    /// <param name="sum">l <c>[1, W]</c>.</param>
    public static void AddLogs<T>(ReadOnlySpan<T> slope, Span<T> sum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* ps = slope, pl = sum)
            LaneDispatch.Run<LogKernel, T>(
                new() { Slope = ps, Sum = pl, Count = slope.Length / sum.Length, Width = sum.Length });
    }

    /// <summary>
    /// With G = dl / slope and f = dy·p + G·r·p(1 − p): dx = dy·slope + Σₖ G·v·r·p(1 − p), and the sums over rows of
    /// dy·x and G, then for each knot of dy·q, G·p, f·x and f.
    /// </summary>
    /// <param name="x">x <c>[n, W]</c>.</param>
    /// <param name="units">The numbers of each unit <c>[n, 1 + 4K]</c>.</param>
    /// <param name="slope">Slopes <c>[n, W]</c>.</param>
    /// <param name="kept">q and p <c>[n, K, 2, W]</c>.</param>
    /// <param name="dY">dy <c>[n, W]</c>.</param>
    /// <param name="dLog">dl <c>[1, W]</c>.</param>
    /// <param name="dX">dx <c>[n, W]</c>.</param>
    /// <param name="sums">The sums <c>[n, 1 + K, 4]</c>, of which the first four of a unit are two.</param>
    /// <param name="spare">Memory <c>[W]</c>.</param>
    public static void Backward<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> units, ReadOnlySpan<T> slope, ReadOnlySpan<T> kept, ReadOnlySpan<T> dY,
        ReadOnlySpan<T> dLog, Span<T> dX, Span<T> sums, Span<T> spare)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var n = x.Length / dLog.Length;
        fixed (T* px = x, pu = units, ps = slope, pk = kept, py = dY, pl = dLog, pd = dX, pf = sums, pg = spare)
            LaneDispatch.Run<BackwardKernel, T>(new()
            {
                X = px,
                Units = pu,
                Slope = ps,
                Kept = pk,
                DY = py,
                DLog = pl,
                DX = pd,
                Sums = pf,
                Spare = pg,
                Count = n,
                Knots = units.Length / n / KnotNumbers,
                Width = dLog.Length,
            });
    }

    private struct ForwardKernel : ILaneKernel
    {
        public void* X, Units, Y, Slope, Kept;
        public int Count, Knots, Width;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run<TLanes, T>()
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged
        {
            T* own = (T*)Units, kept = (T*)Kept, x = (T*)X, y = (T*)Y, slope = (T*)Slope;
            nint width = Width;
            for (var unit = 0; unit < Count; unit++, own += Numbers(Knots), kept += 2 * Knots * width)
                for (nint end = width; end > 0; end -= TLanes.Count, x += TLanes.Count, y += TLanes.Count,
                    slope += TLanes.Count)
                {
                    var given = TLanes.Load(x);
                    var rise = TLanes.Create(*own);
                    var value = rise * given;
                    T* knot = own + 1, place = kept + (width - end);
                    for (var k = 0; k < Knots; k++, knot += KnotNumbers, place += 2 * width)
                    {
                        var argument = TLanes.MultiplyAdd(TLanes.Create(knot[0]), given, TLanes.Create(knot[1]));
                        var q = TLanes.Softplus(argument, out var p);
                        q.Store(place);
                        p.Store(place + width);
                        value = TLanes.MultiplyAdd(TLanes.Create(knot[2]), q, value);
                        rise = TLanes.MultiplyAdd(TLanes.Create(knot[3]), p, rise);
                    }

                    value.Store(y);
                    rise.Store(slope);
                }
        }
    }

    private struct LogKernel : ILaneKernel
    {
        public void* Slope, Sum;
        public int Count, Width;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run<TLanes, T>()
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged
        {
            for (nint at = 0; at < Width; at += TLanes.Count)
            {
                T* slope = (T*)Slope + at, sum = (T*)Sum + at;
                var total = TLanes.Load(sum);
                for (var unit = 0; unit < Count;)
                {
                    var product = TLanes.Load(slope + unit * (nint)Width);
                    for (var some = 1; ++unit < Count && some < SlopesOfLogarithm; some++)
                        product = product * TLanes.Load(slope + unit * (nint)Width);
                    total = total + TLanes.Log(product);
                }

                total.Store(sum);
            }
        }
    }

    private struct BackwardKernel : ILaneKernel
    {
        public void* X, Units, Slope, Kept, DY, DLog, DX, Sums, Spare;
        public int Count, Knots, Width;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run<TLanes, T>()
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged
        {
            T* own = (T*)Units, kept = (T*)Kept, sums = (T*)Sums, dLog = (T*)DLog;
            T* x = (T*)X, slope = (T*)Slope, dY = (T*)DY, dX = (T*)DX, gradient = (T*)Spare;
            nint width = Width;
            for (var unit = 0; unit < Count; unit++, x += width, slope += width, dY += width, dX += width)
            {
                TLanes moments = TLanes.Constant(0), forces = moments;
                for (nint at = 0; at < width; at += TLanes.Count)
                {
                    TLanes dy = TLanes.Load(dY + at), steep = TLanes.Load(slope + at);
                    var g = TLanes.Quotient(TLanes.Load(dLog + at), steep);
                    g.Store(gradient + at);
                    (dy * steep).Store(dX + at);
                    moments = TLanes.MultiplyAdd(dy, TLanes.Load(x + at), moments);
                    forces = forces + g;
                }

                TLanes.StoreSums(moments, forces, forces, forces, sums);
                sums += KnotNumbers;
                var knot = own + 1;
                own += Numbers(Knots);
                for (; knot < own; knot += KnotNumbers, kept += 2 * width, sums += KnotNumbers)
                {
                    TLanes r = TLanes.Create(knot[0]), v = TLanes.Create(knot[3]);
                    TLanes values = TLanes.Constant(0), slopes = values;
                    (moments, forces) = (values, values);
                    for (nint at = 0; at < width; at += TLanes.Count)
                    {
                        TLanes p = TLanes.Load(kept + width + at), dy = TLanes.Load(dY + at);
                        var g = TLanes.Load(gradient + at);
                        var bend = g * r * (p - p * p);
                        var force = TLanes.MultiplyAdd(dy, p, bend);
                        values = TLanes.MultiplyAdd(dy, TLanes.Load(kept + at), values);
                        slopes = TLanes.MultiplyAdd(g, p, slopes);
                        moments = TLanes.MultiplyAdd(force, TLanes.Load(x + at), moments);
                        forces = forces + force;
                        TLanes.MultiplyAdd(bend, v, TLanes.Load(dX + at)).Store(dX + at);
                    }

                    TLanes.StoreSums(values, slopes, moments, forces, sums);
                }
            }
        }
    }
}
