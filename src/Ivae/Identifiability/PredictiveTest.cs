using Ivae.Data;
using Ivae.Evaluation.Disentanglement;
using Ivae.Numerics;
using Ivae.Selection;

namespace Ivae.Identifiability;

/// <summary>
/// Whether rows that no fit has seen can be distinguished from rows that the model makes for the same u: a classifier
/// is
/// trained on one half of both and asked about the other.
/// </summary>
/// <remarks>Source: Lopez-Paz and Oquab, "Revisiting classifier two-sample tests", ICLR 2017.</remarks>
/// <param name="Accuracy">Share of rows that it gets right; ½ where the model fits.</param>
/// <param name="Low">Lower end of its 95 % interval.</param>
/// <param name="High">Upper end.</param>
internal sealed record PredictiveTest(double Accuracy, double Low, double High)
{
    /// <summary>Whether the rows differ clearly, and often enough to matter.</summary>
    public bool IsClear => Low > IdentifiabilityDecisions.LargeAccuracy;

    /// <summary>The test, with a random forest.</summary>
    /// <param name="real">What is known of the rows, features that depend on u included <c>[N, p]</c>.</param>
    /// <param name="made">The same of rows that the model made for the same u <c>[N, p]</c>.</param>
    /// <param name="starts">The first row of each run of neighbours in time; none where rows are in no order.</param>
    /// <param name="random">Where chance comes from.</param>
    public static PredictiveTest? Of(Matrix real, Matrix made, IReadOnlyList<int>? starts, RandomStream random)
    {
        if (real.Rows < IdentifiabilityDecisions.MinPredictedRows)
            return null;
        var all = Enumerable.Range(0, real.Rows);
        var isFirst = starts is null ? [.. all.Select(i => i % 2 == 0)] : FirstHalves(starts, real.Rows);
        int[] first = [.. all.Where(i => isFirst[i])], second = [.. all.Where(i => !isFirst[i])];
        var right = new double[real.Rows];
        Ask(second, first, random.Split("first"));
        Ask(first, second, random.Split("second"));
        var mean = HeldOutDifference.Of(right, starts);
        var margin = Quantile.Normal975 * mean.Error;
        return new(mean.Mean, mean.Mean - margin, mean.Mean + margin);

        // Of each row and its made counterpart, the part that it gets right.
        void Ask(int[] learned, int[] asked, RandomStream stream)
        {
            var (features, labels) = (Both(learned), new Matrix(2 * learned.Length, 1));
            labels.Values.AsSpan(learned.Length).Fill(1);
            var predicted = new RandomForest(features, labels, stream).Predict(Both(asked));
            for (var i = 0; i < asked.Length; i++)
                right[asked[i]] = (Right(predicted[i, 0], 0) + Right(predicted[asked.Length + i, 0], 1)) / 2;
        }

        Matrix Both(int[] chosen)
        {
            var both = new Matrix(2 * chosen.Length, real.Columns);
            real.TakeRows(chosen).Values.CopyTo(both.Values, 0);
            made.TakeRows(chosen).Values.CopyTo(both.Values, chosen.Length * real.Columns);
            return both;
        }
    }

    /// <summary>1 where it is, 0 where it is not, ½ where both answers are as likely.</summary>
    private static double Right(double predicted, int label) =>
        (1 + Math.Sign(2 * predicted - 1) * (2 * label - 1)) / 2.0;

    /// <summary>
    /// Of each block of neighbouring rows, the first half, the middle row of odd ones in turn: no row then has its
    /// neighbours in the other, and blocks of one row are in both.
    /// </summary>
    private static bool[] FirstHalves(IReadOnlyList<int> starts, int rows)
    {
        var first = new bool[rows];
        foreach (var (piece, (start, end)) in RowOrder.Pieces(starts, rows).Index())
            Array.Fill(first, true, start, (end - start + (piece + 1) % 2) / 2);
        return first;
    }
}
