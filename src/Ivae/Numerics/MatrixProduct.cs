using System.Numerics;

namespace Ivae.Numerics;

/// <summary>
/// The three matrix products of a linear layer, on row-major spans: forward, data gradient and weight gradient.
/// </summary>
/// <remarks>
/// Results do not depend on the number of threads, and a row of C = A·B does not depend on the other rows. Between
/// instruction sets the last bits differ.
/// </remarks>
internal static unsafe class MatrixProduct
{
    /// <summary>
    /// C = A·B + bias, or C += A·B: A <c>[m, k]</c>, B <c>[k, n]</c>, C <c>[m, n]</c>, bias <c>[n]</c> or empty.
    /// </summary>
    /// <exception cref="ArgumentException">A span is too short for its shape.</exception>
    public static void Multiply<T>(
        ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> bias, Span<T> c, int m, int k, int n, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckLength(a.Length, m, k, nameof(a));
        CheckLength(b.Length, k, n, nameof(b));
        CheckLength(c.Length, m, n, nameof(c));
        CheckLength(bias.Length, bias.IsEmpty ? 0 : 1, n, nameof(bias));
        fixed (T* pa = a, pb = b, pc = c, pbias = bias)
            Run(ProductForm.Plain, pa, pb, pc, m, k, n, accumulate ? pc : pbias, accumulate ? n : 0);
    }

    /// <summary>C = A·Bᵀ, or C += A·Bᵀ: A <c>[m, n]</c>, B <c>[k, n]</c>, C <c>[m, k]</c>.</summary>
    /// <exception cref="ArgumentException">A span is too short for its shape.</exception>
    public static void MultiplyTransposedRight<T>(
        ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int k, int n, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckLength(a.Length, m, n, nameof(a));
        CheckLength(b.Length, k, n, nameof(b));
        CheckLength(c.Length, m, k, nameof(c));
        fixed (T* pa = a, pb = b, pc = c)
            Run(ProductForm.TransposedRight, pa, pb, pc, m, n, k, accumulate ? pc : null, k);
    }

    /// <summary>C = Aᵀ·B, or C += Aᵀ·B: A <c>[m, k]</c>, B <c>[m, n]</c>, C <c>[k, n]</c>.</summary>
    /// <exception cref="ArgumentException">A span is too short for its shape.</exception>
    public static void MultiplyTransposedLeft<T>(
        ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int k, int n, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckLength(a.Length, m, k, nameof(a));
        CheckLength(b.Length, m, n, nameof(b));
        CheckLength(c.Length, k, n, nameof(c));
        fixed (T* pa = a, pb = b, pc = c)
            Run(ProductForm.TransposedLeft, pa, pb, pc, k, m, n, accumulate ? pc : null, n);
    }

    /// <summary>
    /// C <c>[m, n]</c>, sums of k terms, with the widest registers that the rows of C or the sums (for Aᵀ·B the columns
    /// of C) fill.
    /// </summary>
    private static void Run<T>(ProductForm form, T* a, T* b, T* c, int m, int k, int n, T* start, int startStride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var count = LaneDispatch.Count<T>(Math.Max(n, form == ProductForm.TransposedLeft ? m : k));
        if (count == Lanes512.Count && n > count && n % count == Lanes256.Count)
        {
            // Half a register of columns takes one of half the width.
            var last = n - Lanes256.Count;
            LaneProduct<Lanes512, float>.Wide(
                form, (float*)a, (float*)b, (float*)c, m, k, n, last, (float*)start, startStride);
            b += form == ProductForm.TransposedRight ? (nint)last * k : last;
            LaneProduct<Lanes256, float>.Wide(
                form, (float*)a, (float*)b, (float*)c + last, m, k, n, Lanes256.Count,
                start == null ? null : (float*)start + last, startStride);
        }
        else if (count == Lanes512.Count)
            LaneProduct<Lanes512, float>.Run(
                form, (float*)a, (float*)b, (float*)c, m, k, n, (float*)start, startStride);
        else if (count == Lanes256.Count)
            LaneProduct<Lanes256, float>.Run(
                form, (float*)a, (float*)b, (float*)c, m, k, n, (float*)start, startStride);
        else if (count == Lanes128.Count)
            LaneProduct<Lanes128, float>.Run(
                form, (float*)a, (float*)b, (float*)c, m, k, n, (float*)start, startStride);
        else
            LaneProduct<ScalarLane<T>, T>.Run(form, a, b, c, m, k, n, start, startStride);
    }

    private static void CheckLength(int length, int rows, int columns, string name)
    {
        if (rows < 0 || columns < 0 || length < (long)rows * columns)
            throw new ArgumentException(
                $"{length} numbers do not fill a [{rows}, {columns}] matrix; it needs {(long)rows * columns}.", name);
    }
}
