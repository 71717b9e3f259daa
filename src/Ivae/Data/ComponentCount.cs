using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace Ivae.Data;

/// <summary>
/// How many principal components many columns have: those that help to predict columns left out of rows left out, t
/// being E[t | the other columns] of probabilistic principal component analysis. A component of the noise of a single
/// column, which the likelihood of whole rows counts where noise is not the same in all columns, predicts no other.
/// </summary>
/// <remarks>
/// Source: Owen and Perry, "Bi-cross-validation of the SVD and the nonnegative matrix factorization", Annals of Applied
/// Statistics 3, 2009; Tipping and Bishop 1999, section 3.3.
/// </remarks>
internal static class ComponentCount
{
    private const int Folds = 5;

    /// <summary>
    /// The least number of components that predicts hardly worse than the best one.
    /// </summary>
    /// <param name="rows">N, of which every fifth is left out.</param>
    /// <param name="columns">D, left out fifth by fifth.</param>
    /// <param name="least">Least number of components.</param>
    /// <param name="read">Reads a row, centred.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ArgumentException">There are fewer rows or columns than components.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static int Choose(
        int rows, int columns, int least, LeadingComponents.Reader read, CancellationToken cancellation)
    {
        var fitted = rows - rows / Folds;
        var usual = Math.Max(DataDecisions.MaxComponents, DataDecisions.ComponentsOfLatent * least);
        var most = Math.Min(usual, Math.Min(fitted - 1, columns));
        if (most < least)
            throw new ArgumentException($"{rows} rows of {columns} columns have no {least} principal components; "
                + "give more rows, or ask for fewer latents.", nameof(rows));
        var part = LeadingComponents.Fit(
            fitted, columns, most, (row, to) => read(row + row / (Folds - 1), to), cancellation);
        if (fitted == rows)
            return most;
        var errors = Errors(part, rows, columns, read, cancellation);
        var best = errors[(least - 1)..].Min();
        var allowed = best + Math.Max(DataDecisions.LeastVariance * columns, DataDecisions.IdlePrediction * best);
        return Enumerable.Range(least, most - least + 1).First(k => errors[k - 1] <= allowed);
    }

    /// <summary>Squared error per row of the columns left out, with 1 to K components.</summary>
    private static double[] Errors(LeadingComponents part, int rows, int columns, LeadingComponents.Reader read,
        CancellationToken cancellation)
    {
        var (most, tested) = (part.Variances.Length, rows / Folds);
        var errors = new double[most];
        var row = new double[columns];
        for (var fold = 0; fold < Folds; fold++)
        {
            // Of the columns A left out V_A y_A and G = V_A V_Aᵀ are needed; of the others, V_B V_Bᵀ = I − G.
            var square = 0.0;
            var hidden = Hidden(part.Directions, columns, fold);
            var gram = Matrix<double>.Build.Dense(most, most, (i, j) => TensorPrimitives.Dot<double>(
                hidden.AsSpan(i * columns, columns), hidden.AsSpan(j * columns, columns)));
            var (own, others) = (Matrix<double>.Build.Dense(most, tested), Matrix<double>.Build.Dense(most, tested));
            for (var i = 0; i < tested; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                read((i + 1) * Folds - 1, row);
                for (var k = 0; k < most; k++)
                {
                    own[k, i] = TensorPrimitives.Dot<double>(row, hidden.AsSpan(k * columns, columns));
                    others[k, i] =
                        TensorPrimitives.Dot<double>(row, part.Directions.AsSpan(k * columns, columns)) - own[k, i];
                }

                for (var j = fold; j < columns; j += Folds)
                    square += row[j] * row[j] / tested;
            }

            for (var k = 1; k <= most; k++) // ‖y_A − V_Aᵀt‖²
            {
                cancellation.ThrowIfCancellationRequested();
                var known = Matrix<double>.Build.DenseIdentity(k) - gram.SubMatrix(0, k, 0, k);
                for (var i = 0; i < k; i++)
                    known[i, i] += part.Rest(k) / Math.Max(part.Variances[i], DataDecisions.LeastVariance);
                var t = known.Cholesky().Solve(others.SubMatrix(0, k, 0, tested));
                var predicted = gram.SubMatrix(0, k, 0, k) * t - 2 * own.SubMatrix(0, k, 0, tested);
                errors[k - 1] += square + predicted.PointwiseMultiply(t).RowSums().Sum() / tested;
            }
        }

        return errors;
    }

    /// <summary>V with 0 for the columns that are not left out.</summary>
    private static double[] Hidden(double[] directions, int columns, int fold)
    {
        var hidden = new double[directions.Length];
        for (var i = 0; i < hidden.Length; i++)
            hidden[i] = i % columns % Folds == fold ? directions[i] : 0;
        return hidden;
    }
}
