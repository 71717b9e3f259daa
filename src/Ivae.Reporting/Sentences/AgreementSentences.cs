using Ivae.Identifiability;
using Ivae.Methods;
using static Ivae.Reporting.Sentences;

namespace Ivae.Reporting;

/// <summary>What each part of the evidence of a check says; here whether independent fits find the same.</summary>
internal static partial class EvidenceSentences
{
    extension(AgreementCheck check)
    {
        /// <summary>The result in plain words.</summary>
        public string Sentence
        {
            get
            {
                var numbers = Text($" (median correlation {check.MedianMcc:F2}, after a linear map ")
                    + Text($"{check.MedianLinearMcc:F2})");
                return WhoAgrees(check) + check.Shows switch
                {
                    EquivalenceClass.Permutation when check.Latents.All(latent => latent.IsFoundByAll)
                        => $", and they find the same latents{numbers}.",
                    EquivalenceClass.Permutation
                        => $", and most of them find the same latents{numbers}.{FoundByAll(check)}",
                    EquivalenceClass.LinearMap
                        => $"; they find the same space, but mix its latents differently{numbers}.{FoundByAll(check)}",
                    _ => $", and they find different latents{numbers}.{FoundByAll(check)}",
                } + (check.Better is not { } better ? ""
                    : Text($" {better.Name} explains the data better than the model by ")
                        + Text($"{better.HeldOutLogLikelihood - check.Fits[0].HeldOutLogLikelihood:F3} nats per row ")
                        + Text($"(standard error {better.Error:F3}), with other latents."));
            }
        }
    }

    private static string WhoAgrees(AgreementCheck check)
    {
        var (seeds, good) = (check.Fits.Count - 1, check.Fits.Count(fit => fit.IsGood));
        var unlike = check.Fits.Count(fit => fit.IsUnlike);
        var others = unlike == 0 ? "from other seeds"
            : Text($"({seeds - unlike} from other seeds, {unlike} of other kinds)");
        return Text($"Of the model and {seeds} further fit{S(seeds)} {others}, ") + (good == 1
            ? check.Fits[0].IsGood
                ? "the model explains the data best by far; those next to it are compared with it"
                : "another explains the data best by far; it is compared with the model"
            : Text($"{good} explain the data about as well as the best"));
    }

    private static string FoundByAll(AgreementCheck check)
    {
        int[] found = [.. Enumerable.Range(0, check.Latents.Count).Where(i => check.Latents[i].IsFoundByAll)];
        return found.Length == 0 ? " No latent is found by all of them." : $" All of them find {Names(found)}.";
    }
}
