using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ivae.Numerics;

/// <summary>Tangents through an activation, for d directions at each of B points of H numbers, in one pass over memory.</summary>
internal static unsafe class TangentKernel
{
    /// <summary>T′_{b,k} = s_b ∘ T_{b,k}.</summary>
    /// <param name="tangent">T <c>[B·d, H]</c>.</param>
    /// <param name="slope">s <c>[B, H]</c>.</param>
    /// <param name="output">T′ <c>[B·d, H]</c>.</param>
    /// <param name="width">H.</param>
    public static void Forward<T>(ReadOnlySpan<T> tangent, ReadOnlySpan<T> slope, Span<T> output, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* t = tangent, s = slope, o = output)
        {
            var shape = new Shape(slope.Length / width, tangent.Length / slope.Length, width);
            var done = 0;
            if (typeof(T) == typeof(float) && Vector512.IsHardwareAccelerated)
                done = Forward<Lanes512, float>((float*)t, (float*)s, (float*)o, shape, 0);
            else if (typeof(T) == typeof(float) && Vector256.IsHardwareAccelerated)
                done = Forward<Lanes256, float>((float*)t, (float*)s, (float*)o, shape, 0);
            else if (typeof(T) == typeof(float))
                done = Forward<Lanes128, float>((float*)t, (float*)s, (float*)o, shape, 0);
            Forward<ScalarLane<T>, T>(t, s, o, shape, done);
        }
    }

    /// <summary>dT_{b,k} = s_b ∘ dT′_{b,k}, or its sum with what is there;  dx_b += c_b ∘ Σ_k dT′_{b,k} ∘ T_{b,k}.</summary>
    /// <param name="dOutput">dT′ <c>[B·d, H]</c>.</param>
    /// <param name="tangent">T <c>[B·d, H]</c>.</param>
    /// <param name="slope">s = σ′(x) <c>[B, H]</c>.</param>
    /// <param name="curvature">c = σ″(x) <c>[B, H]</c>.</param>
    /// <param name="dTangent">dT <c>[B·d, H]</c>.</param>
    /// <param name="dX">dx <c>[B, H]</c>.</param>
    /// <param name="width">H.</param>
    /// <param name="accumulate">Whether dT is added to.</param>
    public static void Backward<T>(
        ReadOnlySpan<T> dOutput, ReadOnlySpan<T> tangent, ReadOnlySpan<T> slope, ReadOnlySpan<T> curvature, Span<T> dTangent, Span<T> dX, int width, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* g = dOutput, t = tangent, s = slope, c = curvature, dt = dTangent, dx = dX)
        {
            var shape = new Shape(slope.Length / width, tangent.Length / slope.Length, width);
            var done = 0;
            if (typeof(T) == typeof(float) && Vector512.IsHardwareAccelerated)
                done = Backward<Lanes512, float>((float*)g, (float*)t, (float*)s, (float*)c, (float*)dt, (float*)dx, shape, 0, accumulate);
            else if (typeof(T) == typeof(float) && Vector256.IsHardwareAccelerated)
                done = Backward<Lanes256, float>((float*)g, (float*)t, (float*)s, (float*)c, (float*)dt, (float*)dx, shape, 0, accumulate);
            else if (typeof(T) == typeof(float))
                done = Backward<Lanes128, float>((float*)g, (float*)t, (float*)s, (float*)c, (float*)dt, (float*)dx, shape, 0, accumulate);
            Backward<ScalarLane<T>, T>(g, t, s, c, dt, dx, shape, done, accumulate);
        }
    }

    /// <summary>Works on whole registers of the columns from <paramref name="first"/> on; gives the first column that is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Forward<TLanes, T>(T* tangent, T* slope, T* output, Shape shape, int first)
        where TLanes : unmanaged, ILanes<TLanes, T>
        where T : unmanaged
    {
        var (points, directions, width) = shape;
        var end = first + (width - first) / TLanes.Count * TLanes.Count;
        for (var b = 0; b < points; b++, slope += width)
            for (var k = 0; k < directions; k++, tangent += width, output += width)
                for (var j = first; j < end; j += TLanes.Count)
                    (TLanes.Load(tangent + j) * TLanes.Load(slope + j)).Store(output + j);
        return end;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Backward<TLanes, T>(T* dOutput, T* tangent, T* slope, T* curvature, T* dTangent, T* dX, Shape shape, int first, bool accumulate)
        where TLanes : unmanaged, ILanes<TLanes, T>
        where T : unmanaged
    {
        var (points, directions, width) = shape;
        var end = first + (width - first) / TLanes.Count * TLanes.Count;
        var block = (nint)directions * width;
        for (var b = 0; b < points; b++, slope += width, curvature += width, dX += width, dOutput += block, tangent += block, dTangent += block)
            for (var j = first; j < end; j += TLanes.Count)
            {
                var s = TLanes.Load(slope + j);
                var sum = TLanes.Constant(0);
                for (var at = (nint)j; at < block; at += width)
                {
                    var g = TLanes.Load(dOutput + at);
                    sum = TLanes.MultiplyAdd(g, TLanes.Load(tangent + at), sum);
                    (accumulate ? TLanes.MultiplyAdd(g, s, TLanes.Load(dTangent + at)) : g * s).Store(dTangent + at);
                }

                TLanes.MultiplyAdd(sum, TLanes.Load(curvature + j), TLanes.Load(dX + j)).Store(dX + j);
            }

        return end;
    }

    private readonly record struct Shape(int Points, int Directions, int Width);
}
