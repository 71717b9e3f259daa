using Ivae.Data;

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
    /// <param name="starts">
    /// Where blocks of neighbours in time start among the values, from 0; none where no rows are neighbours.
    /// </param>
    public static HeldOutDifference Of(IReadOnlyList<double> values, IReadOnlyList<int>? starts)
    {
        var (mean, squares) = (values.Average(), 0.0);
        foreach (var (start, end) in RowOrder.Pieces(starts ?? [.. Enumerable.Range(0, values.Count)], values.Count))
            squares += Math.Pow(values.Skip(start).Take(end - start).Sum(value => value - mean), 2);
        return new(mean, Math.Sqrt(squares) / values.Count);
    }
}
