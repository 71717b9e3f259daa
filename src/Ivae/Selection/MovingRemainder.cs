using Ivae.Methods;
using Ivae.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Ivae.Selection;

/// <summary>
/// In how many directions what a flow takes for noise changes with u. A flow with fewer latents than columns explains
/// the others by a density that does not depend on u; if they do, a source was left out.
/// </summary>
internal static class MovingRemainder
{
    /// <summary>The number of directions; 0 where all that moves with u is in the latents.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The data.</param>
    /// <param name="stream">Where the shuffled u that it is compared with come from.</param>
    public static int Directions(IvaeModel model, PreparedData data, RandomStream stream)
    {
        if (model.Remainder(data.Units) is not { } remainder)
            return 0;
        var (mean, deviation) = model.Prior(data.Auxiliary);
        var learned = new Matrix(mean.Rows, 2 * mean.Columns);
        for (var row = 0; row < mean.Rows; row++)
            for (var i = 0; i < mean.Columns; i++)
                (learned[row, i], learned[row, mean.Columns + i]) = (mean[row, i], MathF.Log(deviation[row, i]));
        var groups = ConditionGroups.Of(data.Auxiliary, learned);
        var all = Moments(remainder, [.. Enumerable.Range(0, remainder.Rows)]);
        var movement = Movements(remainder, groups.Codes, all);
        var chance = 0.0;
        for (var shuffle = 0; shuffle < SelectionDecisions.ShufflesOfAuxiliary; shuffle++)
            chance = Math.Max(chance, Movements(remainder, Shuffled(groups.Codes), all)[0]);
        return movement.Count(value => value > chance + SelectionDecisions.MinRemainderMovement);

        int[] Shuffled(int[] codes)
        {
            // Neighbours in time stay neighbours: the labels are moved along as a whole.
            if (data.IsTimeOrdered)
            {
                var by = 1 + stream.NextInt32(codes.Length - 1);
                return [.. codes[by..], .. codes[..by]];
            }

            int[] shuffled = [.. codes];
            stream.Shuffle<int>(shuffled);
            return shuffled;
        }
    }

    /// <summary>
    /// Eigenvalues of Σ_u w_u (m_u m_uᵀ + (S_u − S)²), the highest first, m and S being mean and covariance of the rows
    /// of one u and of all.
    /// </summary>
    private static double[] Movements(
        Matrix remainder, int[] codes, (Vector<double> Mean, Matrix<double> Covariance) all)
    {
        var d = remainder.Columns;
        var sum = Matrix<double>.Build.Dense(d, d);
        var rows = Enumerable.Range(0, remainder.Rows).GroupBy(row => codes[row])
            .Where(group => group.Count() > SelectionDecisions.MinLevelRows);
        foreach (var group in rows)
        {
            int[] own = [.. group];
            var moments = Moments(remainder, own);
            var (shift, change) = (moments.Mean - all.Mean, moments.Covariance - all.Covariance);
            sum += (double)own.Length / remainder.Rows * (shift.OuterProduct(shift) + change * change);
        }

        return [.. sum.Evd(Symmetricity.Symmetric).EigenValues.Select(value => value.Real).OrderDescending()];
    }

    private static (Vector<double> Mean, Matrix<double> Covariance) Moments(Matrix values, int[] rows)
    {
        var d = values.Columns;
        var dense = Matrix<double>.Build.Dense(rows.Length, d, (i, j) => values[rows[i], j]);
        var mean = dense.ColumnSums() / rows.Length;
        return (mean, dense.TransposeThisAndMultiply(dense) / rows.Length - mean.OuterProduct(mean));
    }
}
