using Ivae.Identifiability;
using static Ivae.Reporting.Sentences;

namespace Ivae.Reporting;

/// <content>Whether the model uses its latents and fits.</content>
internal static partial class EvidenceSentences
{
    extension(FitCheck check)
    {
        /// <summary>A finding of the check, with its remedy.</summary>
        /// <param name="finding">One of its findings.</param>
        public string Sentence(FitFinding finding) => finding.Kind switch
        {
            FitFindingKind.Collapsed => $"The latents have collapsed: given {Given(check)} they say nothing about x. "
                + (check.EncoderReadsAuxiliary
                    ? "Let the encoder read x alone (posterior.reads_auxiliary = false)."
                    : "Lower the noise (likelihood.variance), use fewer latents or train longer."),
            FitFindingKind.IdleLatents
                => $"{Names(finding.Latents)} carr{(finding.Latents.Count == 1 ? "ies" : "y")} nothing: a model with "
                    + Text($"{check.Latents.Count - finding.Latents.Count} latents would do as well."),
            FitFindingKind.LatentsRepeatAuxiliary
                => $"{Names(finding.Latents)} only repeat{(finding.Latents.Count == 1 ? "s" : "")} u: within a value "
                    + "of u hardly anything is read from x. Use an encoder that does not read u, or fewer latents.",
            FitFindingKind.LatentsUnlikePrior
                => $"Given {Given(check)}, {Names(finding.Latents)} "
                    + $"{(finding.Latents.Count == 1 ? "is" : "are")} not distributed "
                    + (check.Family is { } family
                        ? $"as the {family} prior says; try another prior.family, or a finer u."
                        : "as the prior of free shape says; try a finer u."),
            FitFindingKind.DependentLatents
                => Text($"Given {Given(check)}, {Names(finding.Latents)} depend on each other (up to ")
                    + Text($"{finding.Value:F2}; 0 is none, 1 all), though the model takes them as independent: the ")
                    + (check.ReadsPast
                        ? "innovations are not independent, or more of the past is needed, or the fit is not the right "
                            + "one."
                        : "sources are not independent given this u, or u is too coarse, or the fit is not the right "
                            + "one."),
            FitFindingKind.UnlikeModel
                => Text($"A classifier distinguishes {100 * finding.Value:F0} % of held-out rows from rows that the ")
                    + "model "
                    + "makes for the same "
                    + $"{(check.ReadsPast ? "past" : "u")}; 50 % would be chance.",
            FitFindingKind.LargeResiduals
                => Text($"Residuals are up to {finding.Value:F1} times as large as the model says: give each column ")
                    + "its own noise (likelihood.noise = learned_per_column), more latents, or train longer.",
            _ => Text($"Data made by the model differ from the data in {finding.Column} (distance ")
                + Text($"{finding.Value:F2})."),
        };
    }

    private static string Given(FitCheck check) => check.ReadsPast ? "the past" : "u";
}
