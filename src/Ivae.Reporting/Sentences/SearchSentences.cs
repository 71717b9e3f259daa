using Ivae.Identifiability;
using Ivae.Methods;

namespace Ivae.Reporting;

/// <content>Which kind of model was chosen.</content>
public static partial class Sentences
{
    extension(SearchOutcome search)
    {
        /// <summary>Why the chosen kind was chosen, in plain words.</summary>
        public string Sentence
        {
            get
            {
                var name = search.Chosen.Name;
                var kinds = search.Candidates.DistinctBy(candidate => candidate.Name).Count();
                var next = search.Candidates.FirstOrDefault(candidate => candidate.Name != name);
                return search.Reason switch
                {
                    SearchReason.SimplestOfAlike => $"“{name}” was chosen: a linear map is the simplest of the "
                        + Text($"{kinds} kinds that were tried, and the best of the others explains held-out rows no ")
                        + "better within two standard errors" + Beyond(search) + "." + ExplainedByU(search),
                    SearchReason.NormalOfAlike => $"“{name}” was chosen: the same with latents of free shape explains "
                        + "held-out rows no better within two standard errors" + Beyond(search) + "."
                        + ExplainedByU(search),
                    SearchReason.UsualOfNearlyAlike => $"“{name}” was chosen: what explains held-out rows better does "
                        + "so by too little to prefer it" + Beyond(search) + ", at most .006 for each latent, which "
                        + "bends that are not there can bring." + ExplainedByU(search),
                    SearchReason.AuxiliaryExplainsNothing => $"“{name}” was chosen: u explains nothing of held-out "
                        + Text($"rows ({search.GainOfAuxiliary:F2} ± {search.GainError:F2} nats per row), so that no ")
                        + "theorem speaks for latents of a mixing that bends. Linear ICA without u remains, whose "
                        + "guarantee rests on a linear mixing. What would help is a u that moves the sources: longer "
                        + "segments, or other labels.",
                    _ => $"“{name}” was chosen: of "
                        + Text($"{kinds} kinds that were tried it explains held-out rows best")
                        + (next is null ? "." : $", {Above(next)} than “{next.Name}”.") + ExplainedByU(search),
                };
            }
        }

        /// <summary>What the reader should know before trusting the choice, a sentence each.</summary>
        public IReadOnlyList<string> Doubts => [.. DoubtsOf(search)];
    }

    private static IEnumerable<string> DoubtsOf(SearchOutcome search)
    {
        if (search.Rival is { } rival && rival.Agreement < IdentifiabilityDecisions.SameLatents)
            yield return $"Held-out rows do not decide between “{search.Chosen.Name}” and “{rival.Name}” "
                + Text($"({-rival.Below:F3} ± {rival.Error:F3} nats per row), whose latents differ: they correlate ")
                + Text($"{rival.Agreement:F2} on average. More rows, or longer training, may decide it.");
        if (search.EndsEarly)
            yield return "Training ended early: by how the held-out likelihood rose from round to round, three times "
                + Text($"as many steps would add about {search.GainOfTraining:F2} nats per row. ")
                + "Train longer (training.effort = 4, or preset thorough).";
    }

    private static string Above(SearchCandidate next) => next.Below < 0
        ? Text($"though {-next.Below:F3} ± {next.Error:F3} nats per row less on all of them")
        : Text($"{next.Below:F3} ± {next.Error:F3} nats per row better");

    /// <summary>By how much the best of the kinds that bend is better.</summary>
    private static string Beyond(SearchOutcome search) =>
        search.Candidates.Where(candidate => !candidate.Chosen && candidate.Rounds >= search.Chosen.Rounds)
            .MinBy(candidate => candidate.Below) is { } best
        ? $" (“{best.Name}”, by " + Text($"{-best.Below:F3} ± {best.Error:F3} nats per row)")
        : "";

    private static string ExplainedByU(SearchOutcome search) => double.IsFinite(search.GainOfAuxiliary)
        ? Text($" u explains {search.GainOfAuxiliary:F2} ± {search.GainError:F2} nats of a held-out row.")
        : "";
}
