using Ivae.Data;
using Ivae.Reporting.Plotting;

namespace Ivae.Reporting.Figures;

/// <summary>Colours of the levels of u: distinct ones for few levels, a rising sequence for many.</summary>
internal static class LevelColours
{
    /// <summary>Whether every level has a colour of its own and stands in the key.</summary>
    public static bool AreFew(CategoricalVariable levels) => levels.Levels.Count <= Palette.Categories.Count;

    public static string Of(CategoricalVariable levels, int level) =>
        AreFew(levels) ? Palette.Categories[level] : Palette.Step((double)level / levels.Levels.Count);

    /// <summary>What the colours mean, as the end of a caption.</summary>
    public static string Sentence(CategoricalVariable? levels) => levels switch
    {
        null => "",
        _ when AreFew(levels) => $" Colours: {levels.Name}.",
        _ => $" Colours grow brighter from the first to the last of {levels.Levels.Count} levels of {levels.Name}.",
    };
}
