using Ivae.Data;
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
        var (units, u) = data.Thinned();
        if (model.Remainder(units) is not { } remainder)
            return 0;
        var (mean, deviation) = model.Prior(u);
        var learned = new Matrix(mean.Rows, 2 * mean.Columns);
        for (var row = 0; row < mean.Rows; row++)
            for (var i = 0; i < mean.Columns; i++)
                (learned[row, i], learned[row, mean.Columns + i]) = (mean[row, i], MathF.Log(deviation[row, i]));
        var groups = ConditionGroups.Of(u, learned);
        var all = Moments(remainder, [.. Enumerable.Range(0, remainder.Rows)]);
        var movement = Movements(remainder, groups.Codes, all);
        var chance = 0.0;
        for (var shuffle = 0; shuffle < SelectionDecisions.ShufflesOfAuxiliary; shuffle++)
            chance = Math.Max(chance, Movements(remainder, Shuffled(groups.Codes), all)[0]);
        var directions = movement.Count(value => value > chance + SelectionDecisions.MinRemainderMovement);
        return directions > 0 && IsLarge() ? directions : 0;

        bool IsLarge() => // decodes rows, which is for nothing where nothing moves
            model.UnexplainedVarianceFraction(data.SomeTraining) > SelectionDecisions.LeastRemainder;

        int[] Shuffled(int[] codes)
        {
            if (data.IsTimeOrdered)
                return Moved(codes, units.Starts, stream);
            int[] shuffled = [.. codes];
            stream.Shuffle<int>(shuffled);
            return shuffled;
        }
    }

    /// <summary>
    /// Neighbours in time stay neighbours: the labels are moved along as a whole; where there are several sequences,
    /// each gets those of one of them, from some place on and as often as needed.
    /// </summary>
    internal static int[] Moved(int[] codes, IReadOnlyList<int> starts, RandomStream stream)
    {
        var pieces = RowOrder.Pieces(starts, codes.Length).ToArray();
        var from = pieces.Length == 1 ? [0] : stream.Permutation(pieces.Length);
        var moved = new int[codes.Length];
        foreach (var (piece, (start, end)) in pieces.Index())
        {
            var (first, last) = pieces[from[piece]];
            var by = pieces.Length > 1 ? stream.NextInt32(last - first) : 1 + stream.NextInt32(codes.Length - 1);
            for (var row = start; row < end; row++)
                moved[row] = codes[first + (by + row - start) % (last - first)];
        }

        return moved;
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
