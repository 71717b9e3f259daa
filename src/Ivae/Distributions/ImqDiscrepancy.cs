using System.Numerics;
using System.Numerics.Tensors;
using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Distributions;

/// <summary>
/// The squared maximum mean discrepancy <c>[1, 1]</c> of two samples, latent by latent and summed:
/// 1/(B(B − 1)) Σ_{i≠j} [k(z_i, z_j) + k(z′_i, z′_j)] − 2/B² Σ_ij k(z_i, z′_j), k(a, b) = Σ_s 2s/(2s + (a − b)²) over s
/// ∈ {.1, .2, .5, 1, 2, 5}. Unbiased, so it may be negative.
/// </summary>
/// <remarks>Source: Gretton et al. 2012, lemma 6; kernels as in Tolstikhin et al. 2018; latent by latent in Mathieu et
/// al. 2019.</remarks>
/// <param name="z">A sample <c>[B, L]</c>.</param>
/// <param name="other">The other z′ <c>[B, L]</c>.</param>
internal sealed class ImqDiscrepancy<T>(Variable<T> z, Variable<T> other) : Operation<T>(z.Tape, 1, true)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly T[] Widths = [.. new[] { 0.2, 0.4, 1, 2, 4, 10 }.Select(T.CreateChecked)]; // 2s
    private readonly Scratch<T> columns = new(); // [L, B], as are the next three: a latent's numbers lie together
    private readonly Scratch<T> otherColumns = new();
    private readonly Scratch<T> slopes = new();
    private readonly Scratch<T> otherSlopes = new();
    private readonly Scratch<T> work = new(); // [5, B]

    /// <summary>The value, and its derivatives on the way: both need the same kernels.</summary>
    public override void Forward()
    {
        Output.Resize(1);
        var rows = z.Rows;
        Transpose(z, columns.Resize(z.Length));
        Transpose(other, otherColumns.Resize(z.Length));
        slopes.Resize(z.Length).Clear();
        otherSlopes.Resize(z.Length).Clear();
        work.Resize(5 * rows);
        var within = rows > 1 ? T.CreateChecked(2.0 / ((double)rows * (rows - 1))) : T.Zero; // each pair is met once
        var across = T.CreateChecked(-2.0 / ((double)rows * rows));
        var sum = T.Zero;
        for (var start = 0; start < z.Length; start += rows)
        {
            var a = columns.Span.Slice(start, rows);
            var b = otherColumns.Span.Slice(start, rows);
            var dA = slopes.Span.Slice(start, rows);
            var dB = otherSlopes.Span.Slice(start, rows);
            sum += Add(a, a, dA, dA, within, true) + Add(b, b, dB, dB, within, true) + Add(a, b, dA, dB, across, false);
        }

        Output.Value[0] = sum;
    }

    public override void Backward()
    {
        Spread(z, slopes.Span);
        Spread(other, otherSlopes.Span);
    }

    private static void Transpose(Variable<T> source, Span<T> target)
    {
        for (var row = 0; row < source.Rows; row++)
            for (var column = 0; column < source.Columns; column++)
                target[column * source.Rows + row] = source.Value[row * source.Columns + column];
    }

    private void Spread(Variable<T> sample, ReadOnlySpan<T> slope)
    {
        if (!sample.RequiresGradient)
            return;
        var target = sample.GradientToAdd();
        for (var row = 0; row < sample.Rows; row++)
            for (var column = 0; column < sample.Columns; column++)
                target[row * sample.Columns + column] += Output.Gradient[0] * slope[column * sample.Rows + row];
    }

    /// <summary>weight · Σ k(a_i, b_j) over one latent <c>[B]</c> of all pairs, or of those with j &lt; i.</summary>
    private T Add(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> dA, Span<T> dB, T weight, bool below)
    {
        var sum = T.Zero;
        for (var i = 0; i < a.Length; i++)
        {
            var count = below ? i : b.Length;
            var difference = work.Span[..count];
            var square = work.Span.Slice(a.Length, count);
            var kernel = work.Span.Slice(2 * a.Length, count);
            var slope = work.Span.Slice(3 * a.Length, count);
            var total = work.Span.Slice(4 * a.Length, count);
            TensorPrimitives.Subtract(a[i], b[..count], difference);
            TensorPrimitives.Multiply(difference, difference, square);
            slope.Clear();
            total.Clear();
            foreach (var width in Widths)
            {
                TensorPrimitives.Add(square, width, kernel);
                TensorPrimitives.Divide(width, kernel, kernel);
                TensorPrimitives.Add(total, kernel, total);
                TensorPrimitives.Multiply(kernel, kernel, kernel);
                TensorPrimitives.MultiplyAdd(kernel, T.One / width, slope, slope);
            }

            TensorPrimitives.Multiply(slope, difference, slope);
            TensorPrimitives.Multiply(slope, weight + weight, slope);
            sum += TensorPrimitives.Sum<T>(total);
            dA[i] -= TensorPrimitives.Sum<T>(slope);
            TensorPrimitives.Add(dB[..count], slope, dB[..count]);
        }

        return weight * sum;
    }
}
