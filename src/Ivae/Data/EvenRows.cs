namespace Ivae.Data;

/// <summary>Evenly spaced rows, where all of them would be too many to draw, to score or to test.</summary>
internal static class EvenRows
{
    private const int MostSorted = 1_000_000;

    /// <summary>All of <paramref name="rows"/>, or <paramref name="limit"/> of them, evenly spaced.</summary>
    public static int[] Of(IReadOnlyList<int> rows, int limit)
    {
        var count = Math.Min(rows.Count, limit);
        return [.. Enumerable.Range(0, count).Select(i => rows[(int)((long)i * rows.Count / count)])];
    }

    /// <summary>The same of the rows 0 … <paramref name="count"/> − 1.</summary>
    public static int[] Of(int count, int limit)
    {
        var kept = Math.Min(count, limit);
        return [.. Enumerable.Range(0, kept).Select(i => (int)((long)i * count / kept))];
    }

    /// <summary>
    /// Some values in order, for their quantiles: all, or of more than a million as many, evenly spaced.
    /// </summary>
    public static float[] Sorted(float[] values)
    {
        var sorted = values.Length <= MostSorted
            ? [.. values]
            : Array.ConvertAll(Of(values.Length, MostSorted), row => values[row]);
        Array.Sort(sorted);
        return sorted;
    }
}
