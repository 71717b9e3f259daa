using Ivae.Identifiability;
using Ivae.Methods;

namespace Ivae.Reporting;

/// <content>Whether two runs hold the same latents.</content>
public static partial class Sentences
{
    extension(Alignment alignment)
    {
        /// <summary>The result in plain words.</summary>
        public string Sentence => alignment switch
        {
            { By: AlignmentBasis.Levels }
                => Text($"By {alignment.Shared} levels of u that both know, their latents move alike to ")
                    + Text($"{alignment.Mcc:F3}")
                    + (alignment.Shows == EquivalenceClass.Permutation ? "." : ": too little to call them the same."),
            { Shows: EquivalenceClass.Permutation }
                => Text($"They hold the same latents (correlation {alignment.Mcc:F3})."),
            { Shows: EquivalenceClass.LinearMap }
                => $"They span the same space with different axes ({Correlations(alignment)}).",
            _ => $"They hold different latents ({Correlations(alignment)}).",
        };
    }

    private static string Correlations(Alignment alignment)
        => Text($"correlation {alignment.Mcc:F3}, after a linear map {alignment.LinearMcc:F3}");
}
