using System.Numerics;

namespace Ivae.Numerics;

/// <summary>One Adam update of a block of parameters in one pass.</summary>
/// <remarks>Source: Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015; decoupled weight decay: Loshchilov and Hutter, ICLR 2019.</remarks>
internal static class AdamKernel
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
    public static void Update<T>(Span<T> parameters, ReadOnlySpan<T> gradient, Span<T> m, Span<T> v, T beta1, T beta2, T step, T scale, T epsilon, T decay)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < parameters.Length; i++)
        {
            m[i] = beta1 * m[i] + (T.One - beta1) * gradient[i];
            v[i] = beta2 * v[i] + (T.One - beta2) * gradient[i] * gradient[i];
            parameters[i] = (T.One - decay) * parameters[i] - step * m[i] / (T.Sqrt(v[i]) * scale + epsilon);
        }
    }
}
