namespace Ivae.Selection;

/// <summary>
/// The mean of a number per held-out row, with its standard error, in which neighbouring rows count as one: those of a
/// block in time resemble each other.
/// </summary>
/// <param name="Mean">Mean over rows.</param>
/// <param name="Error">Its standard error.</param>
internal readonly record struct HeldOutDifference(double Mean, double Error)
{
    /// <summary>The mean and its error.</summary>
    /// <param name="values">A number per row <c>[N]</c>.</param>
    /// <param name="rows">The rows, ascending <c>[N]</c>.</param>
    /// <param name="ordered">Whether rows are ordered in time, so that neighbours are one block.</param>
    /// <param name="step">Difference of neighbouring row numbers, where only every so many-th row is given.</param>
    public static HeldOutDifference Of(
        IReadOnlyList<double> values, ReadOnlySpan<int> rows, bool ordered, int step = 1)
    {
        var (mean, squares, block) = (values.Average(), 0.0, 0.0);
        for (var i = 0; i < values.Count; i++)
        {
            block += values[i] - mean;
            if (ordered && i + 1 < values.Count && rows[i + 1] <= rows[i] + step)
                continue;
            squares += block * block;
            block = 0;
        }

        return new(mean, Math.Sqrt(squares) / values.Count);
    }
}
