using System.Numerics;
using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Distributions;

/// <summary>
/// The squared maximum mean discrepancy <c>[1, 1]</c> of two samples, latent by latent and summed:
/// 1/(B(B − 1)) Σ_{i≠j} [k(z_i, z_j) + k(z′_i, z′_j)] − 2/B² Σ_ij k(z_i, z′_j), k(a, b) = Σ_s 2s/(2s + (a − b)²) over s ∈ {.1, .2, .5, 1, 2, 5}. Unbiased, so it may be negative.
/// </summary>
/// <remarks>Source: Gretton et al. 2012, lemma 6; kernels as in Tolstikhin et al. 2018; latent by latent in Mathieu et al. 2019.</remarks>
/// <param name="z">A sample <c>[B, L]</c>.</param>
/// <param name="other">The other z′ <c>[B, L]</c>.</param>
internal sealed class ImqDiscrepancy<T>(Variable<T> z, Variable<T> other) : Operation<T>(z.Tape, 1, true)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly T[] Widths = [.. new[] { 0.2, 0.4, 1, 2, 4, 10 }.Select(T.CreateChecked)]; // 2s
    private readonly Scratch<T> slopes = new();
    private readonly Scratch<T> otherSlopes = new();

    /// <summary>The value, and its derivatives on the way: both need the same kernels.</summary>
    public override void Forward()
    {
        Output.Resize(1);
        var dZ = slopes.Resize(z.Length);
        var dOther = otherSlopes.Resize(other.Length);
        dZ.Clear();
        dOther.Clear();
        var rows = z.Rows;
        var within = rows > 1 ? T.CreateChecked(2.0 / ((double)rows * (rows - 1))) : T.Zero; // each pair is met once
        var across = T.CreateChecked(-2.0 / ((double)rows * rows));
        var sum = T.Zero;
        for (var column = 0; column < z.Columns; column++)
            sum += Add(z.Value, z.Value, dZ, dZ, column, within, true) + Add(other.Value, other.Value, dOther, dOther, column, within, true)
                + Add(z.Value, other.Value, dZ, dOther, column, across, false);
        Output.Value[0] = sum;
    }

    public override void Backward()
    {
        Spread(z, slopes.Span);
        Spread(other, otherSlopes.Span);
    }

    private void Spread(Variable<T> sample, ReadOnlySpan<T> slope)
    {
        if (!sample.RequiresGradient)
            return;
        var target = sample.GradientToAdd();
        for (var i = 0; i < target.Length; i++)
            target[i] += Output.Gradient[0] * slope[i];
    }

    /// <summary>weight · Σ k(a_i, b_j) over one latent of all pairs, or of those with j &lt; i.</summary>
    private T Add(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> dA, Span<T> dB, int column, T weight, bool below)
    {
        var sum = T.Zero;
        for (var i = column; i < a.Length; i += z.Columns)
            for (var j = column; j < (below ? i : b.Length); j += z.Columns)
            {
                var difference = a[i] - b[j];
                var square = difference * difference;
                var (kernel, slope) = (T.Zero, T.Zero);
                foreach (var width in Widths)
                {
                    var inverse = T.One / (width + square);
                    kernel += width * inverse;
                    slope += width * inverse * inverse;
                }

                sum += kernel;
                slope *= (difference + difference) * weight;
                dA[i] -= slope;
                dB[j] += slope;
            }

        return weight * sum;
    }
}
