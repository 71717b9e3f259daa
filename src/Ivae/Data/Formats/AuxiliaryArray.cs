namespace Ivae.Data;

/// <summary>An array that u is made of, wholly or in part.</summary>
/// <param name="Key">What it was chosen by, which names its columns.</param>
/// <param name="Categorical">What the user said it is, if anything.</param>
/// <param name="Values">The array, <c>[N]</c> or <c>[N, columns]</c>; texts are <c>[N]</c>.</param>
internal readonly record struct AuxiliaryArray(string Key, bool? Categorical, NpyArray Values)
{
    /// <summary>
    /// Arrays that are chosen by their keys, with commas between them, each of which may end in <c>:categorical</c> or
    /// <c>:numeric</c>.
    /// </summary>
    public static IReadOnlyList<(string Key, bool? Categorical)> Keys(string chosen, ArrayBundle file) =>
        file.Find(chosen) is not null
            ? [(chosen, null)]
            : [.. chosen.Split(',', StringSplitOptions.TrimEntries).Select(one => Kind(one, file))];

    private static (string Key, bool? Categorical) Kind(string chosen, ArrayBundle file) =>
        file.Find(chosen) is not null ? (chosen, null)
        : chosen.EndsWith(":categorical", StringComparison.Ordinal) ? (chosen[..^12], true)
        : chosen.EndsWith(":numeric", StringComparison.Ordinal) ? (chosen[..^8], false)
        : (chosen, null);
}
