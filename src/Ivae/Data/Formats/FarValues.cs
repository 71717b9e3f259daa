namespace Ivae.Data;

/// <summary>
/// The numbers of a column as long as they lie far from 0 compared with their range: their distances from the first
/// one, which single precision holds where it does not hold them.
/// </summary>
/// <param name="rules">What cells say.</param>
internal sealed class FarValues(CellRules rules)
{
    private const int Block = 16 << 10;
    private const int FirstBlock = 32;

    private List<double[]>? blocks = [];
    private int used;
    private int inLast;
    private decimal? exact;
    private double first;
    private double lowest = double.PositiveInfinity;
    private double highest = double.NegativeInfinity;

    /// <summary>Whether the numbers are known to lie near 0, so that further ones change nothing.</summary>
    public bool IsOver => blocks is null;

    /// <summary>Adds the number of a row; rows that are skipped are missing.</summary>
    public void Add(ReadOnlySpan<byte> cell, float number, int row)
    {
        if (blocks is null)
            return;
        if (number == 0 || float.IsInfinity(number) || !rules.TryNumber(cell, out double value))
        {
            blocks = null;
            return;
        }

        (lowest, highest) = (Math.Min(lowest, value), Math.Max(highest, value));
        if (highest > lowest && !Origin.IsFar(lowest, highest))
        {
            blocks = null;
            return;
        }

        // Tenths are not exact in binary: the difference is taken in decimal digits where there are few enough.
        var isExact = rules.TryDecimal(cell, out var digits);
        if (blocks.Count == 0)
        {
            exact = isExact ? decimal.Truncate(digits) : null;
            first = exact is { } whole ? (double)whole : value;
        }

        while (used < row)
            Append(double.NaN);
        Append(isExact && exact is { } origin ? (double)(digits - origin) : value - first);
    }

    /// <summary>Distances from an origin, <c>[N]</c>, with NaN for what is missing; none for a column near 0.</summary>
    public (double[] Distances, double Origin)? Distances(int rows)
    {
        if (blocks is null || !(highest > lowest))
            return null;
        var all = new double[rows];
        Array.Fill(all, double.NaN);
        var at = 0;
        foreach (var block in blocks)
        {
            var count = Math.Min(block.Length, used - at);
            block.AsSpan(0, count).CopyTo(all.AsSpan(at));
            at += count;
        }

        return (all, first);
    }

    private void Append(double distance)
    {
        if (blocks!.Count == 0 || inLast == blocks[^1].Length)
        {
            blocks.Add(new double[blocks.Count == 0 ? FirstBlock : Math.Min(Block, 2 * blocks[^1].Length)]);
            inLast = 0;
        }

        blocks[^1][inLast++] = distance;
        used++;
    }
}
