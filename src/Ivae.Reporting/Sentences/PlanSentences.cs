using Ivae.Identifiability;
using Ivae.Methods;

namespace Ivae.Reporting;

/// <content>Whether planned data could be identified.</content>
public static partial class Sentences
{
    extension(Plan plan)
    {
        /// <summary>The result in plain words.</summary>
        public string Sentence
        {
            get
            {
                var (planned, least) = (plan.Cases[0], plan.Cases[^1]);
                var theory = plan.Guarantee.Class == EquivalenceClass.None ? plan.Guarantee.Statement + " " : "";
                var found = Text($"{planned.Segments} segments of {planned.RowsPerSegment} rows: the true sources ")
                    + "come back with "
                    + Text($"a correlation of {planned.MeanMcc:F2} ({planned.Mcc.Min():F2} to {planned.Mcc.Max():F2} ")
                    + "in "
                    + Text($"{planned.Mcc.Count} simulated data set{S(planned.Mcc.Count)})");
                var chance = Text($"{planned.Probability * planned.Mcc.Count:F0} of {planned.Mcc.Count} data sets ")
                    + "give "
                    + Text($"them back (chance of that, 95 %: {planned.ProbabilityInterval[0]:F2} to ")
                    + Text($"{planned.ProbabilityInterval[1]:F2})");
                if (!planned.IsKnown)
                    return Text($"{theory}So few data sets say nothing; simulate ")
                        + Text($"{IdentifiabilityDecisions.MinPlannedSets} or more. {found}.");
                if (!planned.IsIdentified)
                    return $"{theory}Such data are not identified reliably: {chance}. {found}. {WhatWouldDo(plan)}";
                return $"{theory}Such data can be identified: {chance}. {found}." + (least.IsIdentified
                    ? Text($" {least.RowsPerSegment} rows per segment would do as well ({least.MeanMcc:F2}).")
                    : "");
            }
        }
    }

    private static string WhatWouldDo(Plan plan)
    {
        var more = plan.Cases.Skip(1).Where(c => c.IsIdentified).MinBy(c => (long)c.Segments * c.RowsPerSegment);
        return more is null
            ? Text($"Neither twice the segments nor four times the rows are enough ")
                + Text($"({plan.Cases.Max(c => c.MeanMcc):F2} at best): ")
                + "use fewer latents, a u that moves them more, or train longer."
            : Text($"{more.Segments} segments of {more.RowsPerSegment} rows would do ({more.MeanMcc:F2}).");
    }
}
