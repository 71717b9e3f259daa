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
                var what = check.Kind == NullKind.Order ? "past" : "u";
                var where = check.Kind switch
                {
                    NullKind.Blocks => "u shuffled between blocks of rows",
                    NullKind.Rows => "u shuffled between rows",
                    _ => "rows in another order",
                };
                var number = Text($"{gain.Observed:F2} nats per row ({count} fit{S(count)} with {where}: ")
                    + Text($"{gain.Controls.Average():F2} on average, {gain.Controls.Max():F2} at most")
                    + (check.AreEnough ? Text($"; p = {gain.PValue:F3})") : ")");
                var own = $"a row's own {what} is worth {number}";
                return !check.AreEnough ? $"A{own[1..]}: too few to say whether that is chance."
                    : (check.Kind == NullKind.Order, gain.IsSignificant) switch
                    {
                        (false, true) => $"The auxiliary variable says something about the data: {own}.",
                        (true, true) => $"The past says something about the data: {own}.",
                        (false, false) => "The auxiliary variable says no more about the data than shuffled ones do: "
                            + $"{own}. What the latents show of it is not to be believed.",
                        (true, false) => $"The past says no more about the data than rows in another order do: {own}. "
                            + "What the latents show of it is not to be believed.",
                    };
            }
        }
    }
}
