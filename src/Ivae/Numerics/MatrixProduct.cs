using System.Numerics;

namespace Ivae.Numerics;

/// <summary>The three matrix products of a linear layer, on row-major spans: forward, data gradient and weight gradient.</summary>
internal static class MatrixProduct
{
    /// <summary>C = A·B + bias, or C += A·B: A <c>[m, k]</c>, B <c>[k, n]</c>, C <c>[m, n]</c>, bias <c>[n]</c> or empty.</summary>
    public static void Multiply<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> bias, Span<T> c, int m, int k, int n, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < m; i++)
            for (var j = 0; j < n; j++)
            {
                var sum = accumulate ? c[i * n + j] : bias.IsEmpty ? T.Zero : bias[j];
                for (var l = 0; l < k; l++)
                    sum += a[i * k + l] * b[l * n + j];
                c[i * n + j] = sum;
            }
    }

    /// <summary>C = A·Bᵀ, or C += A·Bᵀ: A <c>[m, n]</c>, B <c>[k, n]</c>, C <c>[m, k]</c>.</summary>
    public static void MultiplyTransposedRight<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int k, int n, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < m; i++)
            for (var j = 0; j < k; j++)
            {
                var sum = accumulate ? c[i * k + j] : T.Zero;
                for (var l = 0; l < n; l++)
                    sum += a[i * n + l] * b[j * n + l];
                c[i * k + j] = sum;
            }
    }

    /// <summary>C = Aᵀ·B, or C += Aᵀ·B: A <c>[m, k]</c>, B <c>[m, n]</c>, C <c>[k, n]</c>.</summary>
    public static void MultiplyTransposedLeft<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int k, int n, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!accumulate)
            c.Clear();
        for (var l = 0; l < m; l++)
            for (var i = 0; i < k; i++)
                for (var j = 0; j < n; j++)
                    c[i * n + j] += a[l * k + i] * b[l * n + j];
    }
}
