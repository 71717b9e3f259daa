using Ivae.Data;
using Ivae.Numerics;

namespace Ivae.Training;

/// <summary>Which rows are trained on and which are held out.</summary>
/// <param name="Training">Row numbers from 0, ascending.</param>
/// <param name="HeldOut">Row numbers from 0, ascending.</param>
internal sealed record RowSplit(int[] Training, int[] HeldOut)
{
    private const int BlocksInTime = 50;
    private const int LeastRun = 10; // rows of a segment on average, below which a block of it is a row or two

    /// <summary>
    /// Holds out a fraction of the rows of a data set: of rows that are ordered in time and cut into segments, the last
    /// of each segment, so that u is asked for what rows of a segment share and not for what neighbours share.
    /// </summary>
    /// <param name="data">The data.</param>
    /// <param name="heldOut">Fraction to hold out.</param>
    /// <param name="ordered">Whether rows are taken as ordered in time.</param>
    /// <param name="stream">Where chance comes from.</param>
    public static RowSplit Of(Dataset data, double heldOut, bool ordered, RandomStream stream) =>
        ordered && heldOut > 0 && data.Auxiliary is { Numeric.Columns: 0, Categorical: [var segments] }
            && Runs(segments.Codes, data.Starts) is var runs && data.Rows >= runs.Count * LeastRun
        ? InRuns(runs, heldOut)
        : Make(data.Rows, heldOut, ordered, stream, data.Starts);

    /// <summary>
    /// Holds out a fraction of <paramref name="rows"/> rows: single rows at random, or whole blocks of neighbours when
    /// rows are ordered in time.
    /// </summary>
    /// <param name="rows">N.</param>
    /// <param name="heldOut">Fraction to hold out; at least one row of each kind remains when both are
    /// possible.</param>
    /// <param name="timeOrdered">Whether neighbours resemble each other, so that a held-out row must not lie between
    /// two trained ones.</param>
    /// <param name="stream">Where chance comes from.</param>
    /// <param name="starts">Rows that do not follow the one before: no block crosses one.</param>
    public static RowSplit Make(
        int rows, double heldOut, bool timeOrdered, RandomStream stream, IReadOnlyList<int>? starts = null)
    {
        var block = timeOrdered ? Math.Max(1, (int)(rows * heldOut / BlocksInTime)) : 1;
        var count = heldOut <= 0 || rows < 2 ? 0 : Math.Clamp((int)Math.Round(rows * heldOut), 1, rows - 1);
        var pieces = RowOrder.Pieces(timeOrdered && starts is not null ? starts : [0], rows);
        (int Start, int End)[] blocks = [.. pieces.SelectMany(piece =>
            Enumerable.Range(0, (piece.End - piece.Start + block - 1) / block).Select(i =>
                (piece.Start + i * block, Math.Min(piece.End, piece.Start + (i + 1) * block))))];
        var held = new bool[rows];
        var left = count;
        foreach (var chosen in stream.Permutation(blocks.Length))
            for (var row = blocks[chosen].Start; row < blocks[chosen].End && left > 0; row++, left--)
                held[row] = true;
        return Of(held);
    }

    private static RowSplit InRuns(List<Range> runs, double heldOut)
    {
        var rows = runs[^1].End.Value;
        var (held, done) = (new bool[rows], 0);
        foreach (var run in runs)
        {
            var (start, length) = run.GetOffsetAndLength(rows);
            // rounds over runs, not in each
            var count = Math.Min(length, (int)Math.Round(run.End.Value * heldOut) - done);
            var first = start + length - count;
            held.AsSpan(first, count).Fill(true);
            done += count;
        }

        return Of(held);
    }

    private static RowSplit Of(bool[] held)
    {
        var all = Enumerable.Range(0, held.Length);
        return new RowSplit([.. all.Where(r => !held[r])], [.. all.Where(r => held[r])]);
    }

    /// <summary>Rows of equal code that follow each other.</summary>
    private static List<Range> Runs(int[] codes, IReadOnlyList<int> starts)
    {
        var (runs, start, borders) = (new List<Range>(), 0, starts.ToHashSet());
        for (var row = 1; row <= codes.Length; row++)
            if (row == codes.Length || codes[row] != codes[start] || borders.Contains(row))
            {
                runs.Add(start..row);
                start = row;
            }

        return runs;
    }
}
