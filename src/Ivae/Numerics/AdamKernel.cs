using System.Numerics;
using System.Runtime.CompilerServices;

namespace Ivae.Numerics;

/// <summary>One Adam update of a block of parameters in one pass.</summary>
/// <remarks>Source: Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015; decoupled weight decay:
/// Loshchilov and Hutter, ICLR 2019.</remarks>
internal static unsafe class AdamKernel
{
    /// <summary>
    /// With g = shrink·gradient: m = β₁m + (1 − β₁)g; v = β₂v + (1 − β₂)g²; θ = (1 − decay)·θ − step·m / (√v·scale +
    /// ε).
    /// </summary>
    /// <param name="parameters">θ, updated.</param>
    /// <param name="gradient">The gradient, unchanged.</param>
    /// <param name="m">First moment, updated.</param>
    /// <param name="v">Second moment, updated.</param>
    /// <param name="beta1">β₁.</param>
    /// <param name="beta2">β₂.</param>
    /// <param name="step">Learning rate over 1 − β₁ᵗ.</param>
    /// <param name="scale">1 / √(1 − β₂ᵗ).</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="decay">Learning rate times weight decay.</param>
    /// <param name="shrink">1, or less where the gradient is clipped.</param>
    /// <returns>Σ gradient², which costs nothing here and a pass elsewhere.</returns>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static T Update<T>(
        Span<T> parameters, ReadOnlySpan<T> gradient, Span<T> m, Span<T> v, T beta1, T beta2, T step, T scale,
        T epsilon, T decay, T shrink)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (gradient.Length != parameters.Length || m.Length != parameters.Length || v.Length != parameters.Length)
            throw new ArgumentException($"{parameters.Length} parameters meet {gradient.Length} gradients and "
                + $"{m.Length} and {v.Length} moments.", nameof(parameters));
        var factors = stackalloc T[]
        {
            beta1, (T.One - beta1) * shrink, beta2, (T.One - beta2) * shrink * shrink, -step, scale,
            epsilon, T.One - decay,
        };
        var sums = stackalloc T[8];
        fixed (T* p = parameters, g = gradient, pm = m, pv = v)
        {
            var kernel = new Kernel
            {
                Parameters = p,
                Gradient = g,
                M = pm,
                V = pv,
                Length = parameters.Length,
                Factors = factors,
                Sums = sums,
            };
            LaneDispatch.Run<Kernel, T>(kernel, parameters.Length);
            kernel.First = parameters.Length - parameters.Length % LaneDispatch.Count<T>(parameters.Length);
            kernel.Sums = sums + 4;
            kernel.Run<ScalarLane<T>, T>();
            return sums[0] + sums[4];
        }
    }

    private struct Kernel : ILaneKernel
    {
        public void* Parameters, Gradient, M, V, Factors, Sums;
        public int First, Length;

        /// <summary>Updates the numbers from <see cref="First"/> on that fill whole registers.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run<TLanes, T>()
            where TLanes : unmanaged, ILanes<TLanes, T>
            where T : unmanaged
        {
            T* parameters = (T*)Parameters, gradient = (T*)Gradient, m = (T*)M, v = (T*)V, factors = (T*)Factors;
            TLanes keepM = TLanes.Create(factors[0]), addM = TLanes.Create(factors[1]),
                keepV = TLanes.Create(factors[2]), addV = TLanes.Create(factors[3]);
            TLanes minusStep = TLanes.Create(factors[4]), scale = TLanes.Create(factors[5]),
                epsilon = TLanes.Create(factors[6]), keep = TLanes.Create(factors[7]);
            TLanes sum = default;
            for (var i = First; i <= Length - TLanes.Count; i += TLanes.Count)
            {
                var g = TLanes.Load(gradient + i);
                var square = g * g;
                sum += square;
                var first = TLanes.MultiplyAdd(keepM, TLanes.Load(m + i), addM * g);
                var second = TLanes.MultiplyAdd(keepV, TLanes.Load(v + i), addV * square);
                first.Store(m + i);
                second.Store(v + i);
                var move =
                    TLanes.Quotient(minusStep * first, TLanes.MultiplyAdd(TLanes.SquareRoot(second), scale, epsilon));
                TLanes.MultiplyAdd(keep, TLanes.Load(parameters + i), move).Store(parameters + i);
            }

            TLanes.StoreSums(sum, default, default, default, (T*)Sums);
        }
    }
}
