using System.Globalization;

namespace Ivae.Reporting;

/// <summary>
/// Results in plain words: what the library returns as numbers and findings, as sentences for a reader who does not
/// know
/// the theorems. One file per result.
/// </summary>
public static partial class Sentences
{
    /// <summary>Names of latents in a sentence: "z2 and z5".</summary>
    /// <param name="latents">Latents from 0.</param>
    internal static string Names(IEnumerable<int> latents)
    {
        string[] names = [.. latents.Select(i => Text($"z{i + 1}"))];
        return names.Length < 2 ? string.Concat(names) : $"{string.Join(", ", names[..^1])} and {names[^1]}";
    }

    internal static string S(int count) => count == 1 ? "" : "s";

    internal static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
