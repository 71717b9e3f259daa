namespace Ivae.Data;

/// <summary>Finds what a misspelt name was probably meant to be.</summary>
internal static class NearestName
{
    /// <summary>
    /// "; did you mean "AF3"?" where a name is near enough (at most a third of its letters wrong), or which columns
    /// have the name where several do, else a full stop.
    /// </summary>
    public static string Hint(string given, IEnumerable<string> names)
    {
        string[] same = [.. names.Where(name => name.StartsWith($"{given} (column ", StringComparison.Ordinal))];
        if (same.Length > 0)
            return $"; several columns are called so, {List(same)}.";
        var nearest = names.Select(name => (name, distance: Distance(given, name))).OrderBy(pair => pair.distance)
            .FirstOrDefault();
        return nearest.name is not null && nearest.distance <= Math.Max(1, given.Length / 3)
            ? $"; did you mean \"{nearest.name}\"?"
            : ".";
    }

    /// <summary>The names for a message, cut after twenty.</summary>
    public static string List(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(20).Select(name => $"\"{name}\""))
            + (names.Count > 20 ? $", … ({names.Count} in all)" : "");

    /// <summary>The names as they are, cut after six.</summary>
    public static string Shortened(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(6)) + (names.Count > 6 ? $", … ({names.Count} in all)" : "");

    // Levenshtein distance over two rows, blind to case.
    private static int Distance(string a, string b)
    {
        var previous = new int[b.Length + 1];
        var current = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            previous[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]);
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + (same ? 0 : 1));
            }

            (previous, current) = (current, previous);
        }

        return previous[b.Length];
    }
}
