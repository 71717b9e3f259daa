namespace Ivae.Data;

/// <summary>An array of a file.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Type">Element type as NumPy writes it: f4, i8, ….</param>
/// <param name="Shape">Length along each dimension.</param>
/// <param name="Minimum">Smallest element, if there is one and it is finite.</param>
/// <param name="Maximum">Largest element, if there is one and it is finite.</param>
/// <param name="Fit">What a fit takes it for, or why it cannot be read.</param>
internal sealed record ArraySummary(
    string Key, string Type, IReadOnlyList<int> Shape, double? Minimum, double? Maximum, string Fit)
{
    private static readonly Dictionary<string, string> Roles = new()
    {
        ["x"] = "observed",
        ["u"] = "auxiliary",
        ["s"] = "true sources, only to evaluate",
        ["log_likelihood"] = "likelihood of the truth, only to evaluate",
    };

    /// <summary>Summarises an array; one that cannot be read does not stop the others.</summary>
    internal static ArraySummary Of(ArrayBundle bundle, string key)
    {
        try
        {
            return Of(key, bundle.Read(key));
        }
        catch (DataException error)
        {
            return new(key, "other", [], null, null, $"not read: {error.Message}");
        }
    }

    internal static ArraySummary Of(string key, NpyArray array)
    {
        var values = array.ToDoubles();
        return values.Length == 0
            ? new(key, array.Type, array.Shape, null, null, "nothing, it is empty")
            : new(key, array.Type, array.Shape, Finite(values.Min()), Finite(values.Max()),
                Roles.GetValueOrDefault(key, "nothing, unless it is named"));
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
