namespace Ivae.Independence;

/// <summary>
/// Adjusts the p-values of m tests made together; a hypothesis is rejected at level α when its adjusted p-value is at
/// most α.
/// </summary>
internal static class MultipleTesting
{
    /// <summary>The largest of (m − k + 1)·p₍ₖ₎ up to each rank: bounds the chance of any false rejection.</summary>
    /// <remarks>Source: Holm, "A simple sequentially rejective multiple test procedure", 1979.</remarks>
    public static double[] Holm(IReadOnlyList<double> pValues)
    {
        ArgumentNullException.ThrowIfNull(pValues);
        var adjusted = new double[pValues.Count];
        var largest = 0.0;
        foreach (var (rank, index) in Enumerable.Range(0, pValues.Count).OrderBy(i => pValues[i]).Index())
            adjusted[index] = largest = Math.Max(largest, Math.Min(1, (pValues.Count - rank) * pValues[index]));
        return adjusted;
    }
}
