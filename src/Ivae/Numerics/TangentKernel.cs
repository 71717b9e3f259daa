using System.Numerics;
using System.Runtime.CompilerServices;

namespace Ivae.Numerics;

/// <summary>
/// Tangents through an activation, for d directions at each of B points of H numbers, in one pass over memory.
/// </summary>
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
            LaneDispatch.Run<ForwardKernel, T>(
                new()
                {
                    Tangent = t,
                    Slope = s,
                    Output = o,
                    Points = slope.Length / width,
                    Directions = tangent.Length / slope.Length,
                    Width = width,
                }, width);
    }

    /// <summary>
    /// dT_{b,k} = s_b ∘ dT′_{b,k}, or its sum with what is there; dx_b += c_b ∘ Σ_k dT′_{b,k} ∘ T_{b,k}.
    /// </summary>
    /// <param name="dOutput">dT′ <c>[B·d, H]</c>.</param>
    /// <param name="tangent">T <c>[B·d, H]</c>.</param>
    /// <param name="slope">s = σ′(x) <c>[B, H]</c>.</param>
    /// <param name="curvature">c = σ″(x) <c>[B, H]</c>.</param>
    /// <param name="dTangent">dT <c>[B·d, H]</c>.</param>
    /// <param name="dX">dx <c>[B, H]</c>.</param>
    /// <param name="width">H.</param>
    /// <param name="accumulate">Whether dT is added to.</param>
    public static void Backward<T>(
        ReadOnlySpan<T> dOutput, ReadOnlySpan<T> tangent, ReadOnlySpan<T> slope, ReadOnlySpan<T> curvature,
        Span<T> dTangent, Span<T> dX, int width, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* g = dOutput, t = tangent, s = slope, c = curvature, dt = dTangent, dx = dX)
        {
            var kernel = new BackwardKernel
            {
                DOutput = g,
                Tangent = t,
                Slope = s,
                Curvature = c,
                DTangent = dt,
                DX = dx,
                Points = slope.Length / width,
                Directions = tangent.Length / slope.Length,
                Width = width,
                End = width - width % LaneDispatch.Count<T>(width),
                Accumulate = accumulate,
            };
            LaneDispatch.Run<BackwardKernel, T>(kernel, width);
            (kernel.First, kernel.End) = (kernel.End, width);
            kernel.Run<ScalarLane<T>, T>();
        }
    }

    private struct ForwardKernel : ILaneKernel
    {
        public void* Tangent, Slope, Output;
        public int Points, Directions, Width;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run<TLanes, T>()
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged
        {
            T* tangent = (T*)Tangent, slope = (T*)Slope, output = (T*)Output;
            var last = Width - TLanes.Count; // the last register of a row overlaps the one before it
            for (var b = 0; b < Points; b++, slope += Width)
                for (var k = 0; k < Directions; k++, tangent += Width, output += Width)
                {
                    for (var j = 0; j < last; j += TLanes.Count)
                        (TLanes.Load(tangent + j) * TLanes.Load(slope + j)).Store(output + j);
                    (TLanes.Load(tangent + last) * TLanes.Load(slope + last)).Store(output + last);
                }
        }
    }

    private struct BackwardKernel : ILaneKernel
    {
        public void* DOutput, Tangent, Slope, Curvature, DTangent, DX;
        public int Points, Directions, Width, First, End;
        public bool Accumulate;

        /// <summary>
        /// Works on the columns from <see cref="First"/> to <see cref="End"/>, a multiple of the register.
        /// </summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run<TLanes, T>()
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged
        {
            T* dOutput = (T*)DOutput, tangent = (T*)Tangent, slope = (T*)Slope, curvature = (T*)Curvature,
                dTangent = (T*)DTangent, dX = (T*)DX;
            var (block, accumulate) = ((nint)Directions * Width, Accumulate);
            for (var b = 0; b < Points; b++, slope += Width, curvature += Width, dX += Width, dOutput += block,
                tangent += block, dTangent += block)
                for (var j = First; j < End; j += TLanes.Count)
                {
                    var s = TLanes.Load(slope + j);
                    var sum = TLanes.Constant(0);
                    for (var at = (nint)j; at < block; at += Width)
                    {
                        var g = TLanes.Load(dOutput + at);
                        sum = TLanes.MultiplyAdd(g, TLanes.Load(tangent + at), sum);
                        (accumulate ? TLanes.MultiplyAdd(g, s, TLanes.Load(dTangent + at)) : g * s).Store(
                            dTangent + at);
                    }

                    TLanes.MultiplyAdd(sum, TLanes.Load(curvature + j), TLanes.Load(dX + j)).Store(dX + j);
                }
        }
    }
}
