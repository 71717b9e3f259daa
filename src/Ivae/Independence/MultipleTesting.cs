namespace Ivae.Independence;

/// <summary>
/// Adjusts the p-values of m tests made together; a hypothesis is rejected at level α when its adjusted p-value is at
/// most α.
/// </summary>
internal static class MultipleTesting
{
    /// <summary>m·p: bounds the chance of any false rejection.</summary>
    public static double[] Bonferroni(IReadOnlyList<double> pValues)
    {
        ArgumentNullException.ThrowIfNull(pValues);
        return [.. pValues.Select(p => Math.Min(1, p * pValues.Count))];
    }

    /// <summary>
    /// The largest of (m − k + 1)·p₍ₖ₎ up to each rank: the same bound as Bonferroni's, rejecting more.
    /// </summary>
    /// <remarks>Source: Holm, "A simple sequentially rejective multiple test procedure", 1979.</remarks>
    public static double[] Holm(IReadOnlyList<double> pValues)
    {
        ArgumentNullException.ThrowIfNull(pValues);
        var adjusted = new double[pValues.Count];
        var largest = 0.0;
        foreach (var (rank, index) in Ascending(pValues).Index())
            adjusted[index] = largest = Math.Max(largest, Math.Min(1, (pValues.Count - rank) * pValues[index]));
        return adjusted;
    }

    /// <summary>The smallest of m·p₍ₖ₎/k from each rank on: bounds the expected fraction of false rejections.</summary>
    /// <remarks>Source: Benjamini and Hochberg, "Controlling the false discovery rate", 1995.</remarks>
    public static double[] BenjaminiHochberg(IReadOnlyList<double> pValues)
    {
        ArgumentNullException.ThrowIfNull(pValues);
        var adjusted = new double[pValues.Count];
        var smallest = 1.0;
        foreach (var (rank, index) in Ascending(pValues).Index().Reverse())
            adjusted[index] = smallest = Math.Min(smallest, pValues[index] * pValues.Count / (rank + 1));
        return adjusted;
    }

    private static int[] Ascending(IReadOnlyList<double> pValues) =>
        [.. Enumerable.Range(0, pValues.Count).OrderBy(i => pValues[i])];
}
