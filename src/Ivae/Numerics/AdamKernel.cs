using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ivae.Numerics;

/// <summary>One Adam update of a block of parameters in one pass.</summary>
/// <remarks>Source: Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015; decoupled weight decay: Loshchilov and Hutter, ICLR 2019.</remarks>
internal static unsafe class AdamKernel
{
    /// <summary>m = β₁m + (1 − β₁)g;  v = β₂v + (1 − β₂)g²;  θ = (1 − decay)·θ − step·m / (√v·scale + ε).</summary>
    /// <param name="parameters">θ, updated.</param>
    /// <param name="gradient">g.</param>
    /// <param name="m">First moment, updated.</param>
    /// <param name="v">Second moment, updated.</param>
    /// <param name="beta1">β₁.</param>
    /// <param name="beta2">β₂.</param>
    /// <param name="step">Learning rate over 1 − β₁ᵗ.</param>
    /// <param name="scale">1 / √(1 − β₂ᵗ).</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="decay">Learning rate times weight decay.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static void Update<T>(Span<T> parameters, ReadOnlySpan<T> gradient, Span<T> m, Span<T> v, T beta1, T beta2, T step, T scale, T epsilon, T decay)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (gradient.Length != parameters.Length || m.Length != parameters.Length || v.Length != parameters.Length)
            throw new ArgumentException($"{parameters.Length} parameters meet {gradient.Length} gradients and {m.Length} and {v.Length} moments.", nameof(parameters));
        var factors = stackalloc T[] { beta1, T.One - beta1, beta2, T.One - beta2, step, scale, epsilon, T.One - decay };
        fixed (T* p = parameters, g = gradient, pm = m, pv = v)
        {
            var done = 0;
            if (typeof(T) == typeof(float) && Vector512.IsHardwareAccelerated)
                done = Update<Lanes512, float>((float*)p, (float*)g, (float*)pm, (float*)pv, parameters.Length, (float*)factors);
            else if (typeof(T) == typeof(float) && Vector256.IsHardwareAccelerated)
                done = Update<Lanes256, float>((float*)p, (float*)g, (float*)pm, (float*)pv, parameters.Length, (float*)factors);
            else if (typeof(T) == typeof(float))
                done = Update<Lanes128, float>((float*)p, (float*)g, (float*)pm, (float*)pv, parameters.Length, (float*)factors);
            Update<ScalarLane<T>, T>(p + done, g + done, pm + done, pv + done, parameters.Length - done, factors);
        }
    }

    /// <summary>Updates whole registers and returns how many numbers that were.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Update<TLanes, T>(T* parameters, T* gradient, T* m, T* v, int length, T* factors)
        where TLanes : unmanaged, ILanes<TLanes, T>
        where T : unmanaged
    {
        TLanes keepM = TLanes.Create(factors[0]), addM = TLanes.Create(factors[1]), keepV = TLanes.Create(factors[2]), addV = TLanes.Create(factors[3]);
        TLanes step = TLanes.Create(factors[4]), scale = TLanes.Create(factors[5]), epsilon = TLanes.Create(factors[6]), keep = TLanes.Create(factors[7]);
        var i = 0;
        for (; i <= length - TLanes.Count; i += TLanes.Count)
        {
            var g = TLanes.Load(gradient + i);
            var first = TLanes.MultiplyAdd(keepM, TLanes.Load(m + i), addM * g);
            var second = TLanes.MultiplyAdd(keepV, TLanes.Load(v + i), addV * g * g);
            first.Store(m + i);
            second.Store(v + i);
            var move = TLanes.Quotient(step * first, TLanes.MultiplyAdd(TLanes.SquareRoot(second), scale, epsilon));
            TLanes.MultiplyAdd(keep, TLanes.Load(parameters + i), -move).Store(parameters + i);
        }

        return i;
    }
}
