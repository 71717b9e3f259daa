using Ivae.Numerics;

namespace Ivae.Training;

/// <summary>Which rows are trained on and which are held out.</summary>
/// <param name="Training">Row numbers from 0, ascending.</param>
/// <param name="HeldOut">Row numbers from 0, ascending.</param>
internal sealed record RowSplit(int[] Training, int[] HeldOut)
{
    private const int BlocksInTime = 50;

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
    public static RowSplit Make(int rows, double heldOut, bool timeOrdered, RandomStream stream)
    {
        var block = timeOrdered ? Math.Max(1, (int)(rows * heldOut / BlocksInTime)) : 1;
        var count = heldOut <= 0 || rows < 2 ? 0 : Math.Clamp((int)Math.Round(rows * heldOut), 1, rows - 1);
        var blocks = (rows + block - 1) / block;
        var held = new bool[rows];
        var left = count;
        foreach (var chosen in stream.Permutation(blocks))
            for (var row = chosen * block; row < Math.Min(rows, (chosen + 1) * block) && left > 0; row++, left--)
                held[row] = true;
        var all = Enumerable.Range(0, rows);
        return new RowSplit([.. all.Where(r => !held[r])], [.. all.Where(r => held[r])]);
    }
}
