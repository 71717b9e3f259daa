using System.Numerics;
using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Distributions;

/// <summary>
/// λ_od Σ_{i≠j} C_ij² + λ_d Σ_i (C_ii − 1)² <c>[1, 1]</c> of C = Cov over the batch (by 1/B) of m, plus the mean of
/// diag s where s is given.
/// </summary>
/// <remarks>Source: Kumar, Sattigeri and Balakrishnan 2018, equations 6 and 7.</remarks>
/// <param name="mean">m <c>[B, L]</c>.</param>
/// <param name="variance">s <c>[B, L]</c>, or none.</param>
/// <param name="offDiagonal">λ_od.</param>
/// <param name="diagonal">λ_d.</param>
internal sealed class MomentPenalty<T>(Variable<T> mean, Variable<T>? variance, double offDiagonal, double diagonal)
    : Operation<T>(mean.Tape, 1, true)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Scratch<T> centred = new(); // [B, L]
    private readonly Scratch<T> slopes = new(); // [L, L]: the derivative by C

    public override void Forward()
    {
        Output.Resize(1);
        var (rows, columns) = (mean.Rows, mean.Columns);
        var c = centred.Resize(mean.Length);
        var inverse = T.One / T.CreateChecked(rows);
        for (var d = 0; d < columns; d++)
        {
            var average = T.Zero;
            for (var i = d; i < c.Length; i += columns)
                average += mean.Value[i] * inverse;
            for (var i = d; i < c.Length; i += columns)
                c[i] = mean.Value[i] - average;
        }

        var covariance = slopes.Resize(columns * columns);
        MatrixProduct.MultiplyTransposedLeft<T>(c, c, covariance, rows, columns, columns, accumulate: false);
        var (sum, two) = (T.Zero, T.CreateChecked(2));
        for (var d = 0; d < columns; d++)
            for (var e = 0; e < columns; e++)
            {
                ref var entry = ref covariance[d * columns + e];
                entry *= inverse;
                if (d == e)
                {
                    for (var i = d; i < (variance?.Length ?? 0); i += columns)
                        entry += variance!.Value[i] * inverse;
                    entry -= T.One;
                }

                var weight = T.CreateChecked(d == e ? diagonal : offDiagonal);
                sum += weight * entry * entry;
                entry *= two * weight;
            }

        Output.Value[0] = sum;
    }

    public override void Backward()
    {
        var (rows, columns) = (mean.Rows, mean.Columns);
        var c = centred.Span;
        var slope = slopes.Span;
        var share = Output.Gradient[0] / T.CreateChecked(rows);
        var dMean = mean.GradientToAdd();
        var dVariance = variance is null ? default : variance.GradientToAdd();
        for (var row = 0; row < rows; row++)
            for (var d = 0; d < columns; d++)
            {
                var sum = T.Zero;
                for (var e = 0; e < columns; e++)
                    sum += slope[d * columns + e] * c[row * columns + e];
                dMean[row * columns + d] += (share + share) * sum;
                if (!dVariance.IsEmpty)
                    dVariance[row * columns + d] += share * slope[d * columns + d];
            }
    }
}
