using System.Numerics.Tensors;
using Ivae.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Ivae.Data;

/// <summary>
/// Whitening by principal components: W = S⁻¹ E Λ^(−1/2) with the column scales S and the correlation matrix E Λ Eᵀ.
/// </summary>
/// <remarks>
/// Components of the standardised columns, not of the raw ones, so that the result does not depend on the units of a
/// column.
/// </remarks>
internal static class Whitening
{
    /// <summary>
    /// W, <c>[D, D]</c> row-major; components by falling variance, the largest weight of each positive.
    /// </summary>
    /// <exception cref="ArgumentException">Columns depend linearly on each other, or there are not more rows than
    /// columns.</exception>
    public static double[] Fit(
        RowSelection x, float[] lowest, float[] highest, double[] centre, double[] scale, IReadOnlyList<string> names)
    {
        var d = x.Columns;
        if (x.Rows <= d)
            throw TooFewRows(x);
        var correlation = Correlation(x, lowest, highest, centre, scale);
        var eigen = Matrix<double>.Build.DenseOfRowMajor(d, d, correlation).Evd(Symmetricity.Symmetric);
        var rank = ColumnRank.Of(eigen, names);
        if (rank.IsDeficient)
            throw Dependent(x, rank);
        var forward = new double[d * d];
        for (var component = 0; component < d; component++)
        {
            // MathNet sorts by rising eigenvalue.
            var variance = eigen.EigenValues[d - 1 - component].Real;
            var direction = eigen.EigenVectors.Column(d - 1 - component);
            var sign = Math.Sign(direction[direction.AbsoluteMaximumIndex()]);
            for (var j = 0; j < d; j++)
                forward[j * d + component] = sign * direction[j] / (scale[j] * Math.Sqrt(variance));
        }

        return forward;
    }

    /// <summary>Correlations of columns with these centres and scales, <c>[D, D]</c> row-major.</summary>
    internal static double[] Correlation(
        RowSelection x, float[] lowest, float[] highest, double[] centre, double[] scale)
    {
        var d = x.Columns;
        var sum = new double[d * d];
        var row = new double[d];
        for (var i = 0; i < x.Rows; i++)
        {
            Preprocessing.Clip(x.Row(i), lowest, highest, row);
            TensorPrimitives.Subtract<double>(row, centre, row);
            TensorPrimitives.Divide<double>(row, scale, row);
            for (var j = 0; j < d; j++)
            {
                var upper = sum.AsSpan(j * d + j, d - j);
                TensorPrimitives.MultiplyAdd<double>(row.AsSpan(j), row[j], upper, upper);
            }
        }

        for (var j = 0; j < d; j++)
            for (var k = j; k < d; k++)
                sum[k * d + j] = sum[j * d + k] /= x.Rows;
        return sum;
    }

    private static ArgumentException TooFewRows(RowSelection x) => new(
        $"{x.Rows} rows cannot whiten {x.Columns} columns; give more rows than columns, or only standardise.",
        nameof(x));

    private static ArgumentException Dependent(RowSelection x, ColumnRank rank)
    {
        return new ArgumentException($"{rank.Sentence} and cannot be whitened; leave {rank.Columns - rank.Rank} of "
            + $"them out and take at most {rank.Rank} latents, or only standardise for a method that has "
            + "noise.", nameof(x));
    }
}
