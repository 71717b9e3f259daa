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
                var (gain, kind) = (check.Decisive.Gain, check.Decisive.Kind);
                var where = kind == NullKind.Blocks ? "between blocks of rows" : "between rows";
                var number = Text($"{gain.Observed:F2} nats per row (shuffled {where}: {gain.Controls.Average():F2} ")
                    + "on average, "
                    + Text($"{gain.Controls.Max():F2} at most; p = {gain.PValue:F3})");
                return gain.IsSignificant
                    ? $"The auxiliary variable says something about the data: a row's own u is worth {number}."
                    : "The auxiliary variable says no more about the data than shuffled ones do: a row's own u is "
                        + $"worth {number}. What the latents show of it is not to be believed.";
            }
        }
    }
}
