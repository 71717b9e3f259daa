using Ivae.Identifiability;

namespace Ivae.Reporting;

/// <content>How many latents, and which prior.</content>
public static partial class Sentences
{
    extension(ModelSelection selection)
    {
        /// <summary>What to take and why, in plain words.</summary>
        public string Sentence
        {
            get
            {
                var winner = selection.Recommended;
                var families = selection.Families.Where(score => score.Family != winner.Family).Select(other
                    => Text($" Under a {other.Family} prior the latents, each bent as suits it, lose {other.Loss:F4} ")
                        + "± "
                        + Text($"{other.LossError:F4} nats per row."));
                var spread = selection.Candidates.Max(candidate => candidate.FitSpread);
                return (selection.IsDecided
                        ? Text($"Take {winner.Latents} latent{S(winner.Latents)} with a {winner.Family} prior.")
                        : Text($"Undecided: two fits of one model differ by up to {spread:F2} nats per row, as much ")
                        + "as "
                            + "numbers of latents do. Train longer (training.steps) before you choose; so far "
                            + Text($"{winner.Latents} latent{S(winner.Latents)} with a {winner.Family} prior explain ")
                            + "held-out rows best.")
                    + Sizes(selection, winner.Latents)
                    + string.Concat(families)
                    + Text($" Two fits from different starts agree to {winner.Agreement:F2}; {winner.ActiveUnits} of ")
                    + "the latents are used.";
            }
        }
    }

    /// <summary>What fewer latents lose and more gain.</summary>
    private static string Sizes(ModelSelection selection, int chosen)
    {
        var family = selection.Candidates[0].Family;
        Candidate[] sizes = [.. selection.Candidates.Where(c => c.Family == family).OrderBy(c => c.Latents)];
        var own = sizes.First(c => c.Latents == chosen).HeldOutLogLikelihood;
        var fewer = sizes.LastOrDefault(c => c.Latents < chosen) is { } below
            ? Text($" With {below.Latents} held-out rows lose {own - below.HeldOutLogLikelihood:F2} nats each.")
            : "";
        if (sizes.Any(c => c.Latents > chosen))
            return fewer + " More latents gain no more than chance does, or little compared with those before.";
        return fewer + (sizes.Length > 1 ? " More latents than were tried may explain the data better still." : "");
    }
}
