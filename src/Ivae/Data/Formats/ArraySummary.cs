namespace Ivae.Data;

/// <summary>An array of a file.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Type">Element type as NumPy writes it: f4, i8, …; U for texts.</param>
/// <param name="Shape">Length along each dimension.</param>
/// <param name="Minimum">Smallest element, if there is one and it is finite.</param>
/// <param name="Maximum">Largest element, if there is one and it is finite.</param>
internal sealed record ArraySummary(
    string Key, string Type, IReadOnlyList<int> Shape, double? Minimum, double? Maximum)
{
    /// <summary>Number of different texts; nothing for numbers.</summary>
    public int? Levels { get; init; }

    /// <summary>Names of its columns, if the file has them.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Whether x is taken from it where nothing is chosen.</summary>
    public bool IsObserved { get; init; }

    /// <summary>Why it cannot be read.</summary>
    public string? Problem { get; init; }

    /// <summary>Summarises an array; one that cannot be read is no reason to refuse the others.</summary>
    internal static ArraySummary Of(string key, ArrayBundle file)
    {
        var isObserved = key == file.Observed;
        try
        {
            var array = file.Read(key);
            var summary = new ArraySummary(key, array.Type, array.Shape, null, null)
            {
                Columns = file.Names(key),
                IsObserved = isObserved,
            };
            if (array.Texts is { } texts)
                return summary with { Levels = texts.Distinct().Count() };
            var values = array.ToDoubles();
            return values.Length == 0
                ? summary
                : isObserved && values.Any(double.IsInfinity)
                ? summary with { Problem = "has values that are not finite; mark them as missing (NaN)." }
                : summary with { Minimum = Finite(values.Min()), Maximum = Finite(values.Max()) };
        }
        catch (DataException e)
        {
            var problem = e.Message.StartsWith(e.Path, StringComparison.Ordinal) ? e.Message[(e.Path.Length + 2)..]
                : e.Message;
            return new ArraySummary(key, "", [], null, null) { IsObserved = isObserved, Problem = problem };
        }
    }

    /// <summary>What a fit takes it for, or why it cannot be read.</summary>
    public string Fit
    {
        get
        {
            if (Problem is { } problem)
                return $"nothing: it {problem}";
            var columns = Columns is { Count: > 0 } names ? $" ({NearestName.Shortened(names)})" : "";
            return Levels is { } levels
                ? Key is "u" ? $"auxiliary, {levels} levels" : $"nothing, unless it is named; u then, {levels} levels"
                : IsObserved ? "observed" + columns
                : Key is "u" ? "auxiliary"
                : Key is "s" ? "true sources, only to evaluate"
                : Key is "log_likelihood" ? "likelihood of the truth, only to evaluate"
                : Shape.Contains(0) ? "nothing, it is empty"
                : "nothing, unless it is named" + columns;
        }
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
