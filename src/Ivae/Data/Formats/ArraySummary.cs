namespace Ivae.Data;

/// <summary>An array of a file.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Type">Element type as NumPy writes it: f4, i8, ….</param>
/// <param name="Shape">Length along each dimension.</param>
/// <param name="Minimum">Smallest element, if there is one and it is finite.</param>
/// <param name="Maximum">Largest element, if there is one and it is finite.</param>
internal sealed record ArraySummary(string Key, string Type, IReadOnlyList<int> Shape, double? Minimum, double? Maximum)
{
    internal static ArraySummary Of(string key, NpyArray array)
    {
        var values = array.ToDoubles();
        return values.Length == 0
            ? new(key, array.Type, array.Shape, null, null)
            : new(key, array.Type, array.Shape, Finite(values.Min()), Finite(values.Max()));
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
