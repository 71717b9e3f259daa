using System.Numerics;
using System.Runtime.CompilerServices;

namespace Ivae.Numerics;

/// <summary>
/// One knot of a monotone map for each of n units: q = softplus(r·(x − t)) and its slope p, over B rows of n numbers.
/// The numbers of a knot are repeated for as many rows as fill whole registers, so that no width needs a mask
/// (<see cref="Period{T}"/>).
/// </summary>
internal static unsafe class SoftplusKernel
{
    /// <summary>Numbers of whole rows of n that fill whole registers.</summary>
    public static int Period<T>(int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var count = LaneDispatch.Count<T>();
        return n * (count / (int)BigInteger.GreatestCommonDivisor(count, n));
    }

    /// <summary>y += u·q and slope += v·p; keeps q and p.</summary>
    /// <param name="x">x <c>[B, n]</c>.</param>
    /// <param name="knot">t, r, u and v, each <c>[period]</c>.</param>
    /// <param name="y">y <c>[B, n]</c>.</param>
    /// <param name="slope">Slope <c>[B, n]</c>.</param>
    /// <param name="q">q <c>[B, n]</c>.</param>
    /// <param name="p">p <c>[B, n]</c>.</param>
    public static void Forward<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> knot, Span<T> y, Span<T> slope, Span<T> q, Span<T> p)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* px = x, pk = knot, py = y, ps = slope, pq = q, pp = p)
        {
            var (period, whole) = (knot.Length / 4, x.Length - x.Length % (knot.Length / 4));
            var kernel = new ForwardKernel
            {
                X = px,
                Knot = pk,
                Y = py,
                Slope = ps,
                Q = pq,
                P = pp,
                Period = period,
                Width = period,
                End = whole,
            };
            LaneDispatch.Run<ForwardKernel, T>(kernel, period);
            (kernel.First, kernel.Width, kernel.End) = (whole, x.Length - whole, x.Length);
            kernel.Run<ScalarLane<T>, T>();
        }
    }

    /// <summary>
    /// With G the gradient of the slope and f = dy·p + G·r·p(1 − p): dx += G·v·r·p(1 − p), and Σ dy·q, Σ G·p, Σ f·(x −
    /// t) and Σ f over rows.
    /// </summary>
    /// <param name="x">x <c>[B, n]</c>.</param>
    /// <param name="knot">t, r, u and v, each <c>[period]</c>.</param>
    /// <param name="q">q <c>[B, n]</c>.</param>
    /// <param name="p">p <c>[B, n]</c>.</param>
    /// <param name="dY">dy <c>[B, n]</c>.</param>
    /// <param name="dSlope">G <c>[B, n]</c>.</param>
    /// <param name="dX">dx <c>[B, n]</c>, added to.</param>
    /// <param name="sums">The four sums, each <c>[period]</c>, added to.</param>
    public static void Backward<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> knot, ReadOnlySpan<T> q, ReadOnlySpan<T> p, ReadOnlySpan<T> dY,
        ReadOnlySpan<T> dSlope, Span<T> dX, Span<T> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* px = x, pk = knot, pq = q, pp = p, py = dY, ps = dSlope, pd = dX, pf = sums)
        {
            var (period, whole) = (knot.Length / 4, x.Length - x.Length % (knot.Length / 4));
            var kernel = new BackwardKernel
            {
                X = px,
                Knot = pk,
                Q = pq,
                P = pp,
                DY = py,
                DSlope = ps,
                DX = pd,
                Sums = pf,
                Period = period,
                Width = period,
                End = whole,
            };
            LaneDispatch.Run<BackwardKernel, T>(kernel, period);
            (kernel.First, kernel.Width, kernel.End) = (whole, x.Length - whole, x.Length);
            kernel.Run<ScalarLane<T>, T>();
        }
    }

    private struct ForwardKernel : ILaneKernel
    {
        public void* X, Knot, Y, Slope, Q, P;
        public int Period, Width, First, End;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run<TLanes, T>()
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged
        {
            T* x = (T*)X, knot = (T*)Knot, y = (T*)Y, slope = (T*)Slope, keptQ = (T*)Q, keptP = (T*)P;
            for (var i = 0; i < Width; i += TLanes.Count)
            {
                TLanes t = TLanes.Load(knot + i), r = TLanes.Load(knot + Period + i),
                    u = TLanes.Load(knot + 2 * Period + i), v = TLanes.Load(knot + 3 * Period + i);
                for (var at = First + i; at < End; at += Period)
                {
                    var q = TLanes.Softplus(r * (TLanes.Load(x + at) - t), out var p);
                    q.Store(keptQ + at);
                    p.Store(keptP + at);
                    TLanes.MultiplyAdd(u, q, TLanes.Load(y + at)).Store(y + at);
                    TLanes.MultiplyAdd(v, p, TLanes.Load(slope + at)).Store(slope + at);
                }
            }
        }
    }

    private struct BackwardKernel : ILaneKernel
    {
        public void* X, Knot, Q, P, DY, DSlope, DX, Sums;
        public int Period, Width, First, End;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run<TLanes, T>()
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged
        {
            T* x = (T*)X, knot = (T*)Knot, keptQ = (T*)Q, keptP = (T*)P, dY = (T*)DY, dSlope = (T*)DSlope, dX = (T*)DX,
                sums = (T*)Sums;
            for (var i = 0; i < Width; i += TLanes.Count)
            {
                TLanes t = TLanes.Load(knot + i), r = TLanes.Load(knot + Period + i),
                    v = TLanes.Load(knot + 3 * Period + i);
                TLanes values = TLanes.Load(sums + i), slopes = TLanes.Load(sums + Period + i),
                    moments = TLanes.Load(sums + 2 * Period + i), forces = TLanes.Load(sums + 3 * Period + i);
                for (var at = First + i; at < End; at += Period)
                {
                    TLanes p = TLanes.Load(keptP + at), dy = TLanes.Load(dY + at), g = TLanes.Load(dSlope + at);
                    var bend = g * r * (p - p * p);
                    var force = TLanes.MultiplyAdd(dy, p, bend);
                    values = TLanes.MultiplyAdd(dy, TLanes.Load(keptQ + at), values);
                    slopes = TLanes.MultiplyAdd(g, p, slopes);
                    moments = TLanes.MultiplyAdd(force, TLanes.Load(x + at) - t, moments);
                    forces += force;
                    TLanes.MultiplyAdd(bend, v, TLanes.Load(dX + at)).Store(dX + at);
                }

                values.Store(sums + i);
                slopes.Store(sums + Period + i);
                moments.Store(sums + 2 * Period + i);
                forces.Store(sums + 3 * Period + i);
            }
        }
    }
}
