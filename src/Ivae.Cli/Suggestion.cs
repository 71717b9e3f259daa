using Ivae.Data;

namespace Ivae.Cli;

/// <summary>The end of a message about a name that does not exist.</summary>
internal static class Suggestion
{
    /// <summary>The nearest name where one is near enough, else what there is.</summary>
    public static string For(string given, IReadOnlyList<string> names) =>
        NearestName.Hint(given, names) is var hint && hint == "." && names.Count > 0
            ? $"; there are {NearestName.List(names)}."
            : hint;
}
