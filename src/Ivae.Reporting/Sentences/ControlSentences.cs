using Ivae.Identifiability;
using static Ivae.Reporting.Sentences;

namespace Ivae.Reporting;

/// <content>Whether there is more than in controls.</content>
internal static partial class EvidenceSentences
{
    extension(NullControls check)
    {
        /// <summary>The result in plain words.</summary>
        public string Sentence
        {
            get
            {
                var (gain, count) = (check.Gain, check.Gain.Controls.Count);
                var where = check.Kind == NullKind.Blocks ? "between blocks of rows" : "between rows";
                var number = Text($"{gain.Observed:F2} nats per row ({count} fit{S(count)} with u shuffled {where}: ")
                    + Text($"{gain.Controls.Average():F2} on average, {gain.Controls.Max():F2} at most")
                    + (check.AreEnough ? Text($"; p = {gain.PValue:F3})") : ")");
                return !check.AreEnough ? $"A row's own u is worth {number}: too few to say whether that is chance."
                    : gain.IsSignificant
                    ? $"The auxiliary variable says something about the data: a row's own u is worth {number}."
                    : "The auxiliary variable says no more about the data than shuffled ones do: a row's own u is "
                        + $"worth {number}. What the latents show of it is not to be believed.";
            }
        }
    }
}
