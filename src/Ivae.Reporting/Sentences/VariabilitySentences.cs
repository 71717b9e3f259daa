using Ivae.Distributions;
using Ivae.Identifiability;
using static Ivae.Reporting.Sentences;

namespace Ivae.Reporting;

/// <content>Whether the latents change with u enough.</content>
internal static partial class EvidenceSentences
{
    extension(VariabilityCheck check)
    {
        /// <summary>The result in plain words.</summary>
        public string Sentence => check.Finding switch
        {
            VariabilityFinding.TooFewIndependentRows
                => Text($"A value of u has about {check.EffectiveRows:F0} effective (independent) ")
                    + (check.OnHeldOutRows ? "held-out " : "")
                    + Text($"row{(check.EffectiveRows < 1.5 ? "" : "s")}, because {check.CorrelationTime:F0} ")
                    + "neighbouring rows resemble each other: too few to determine whether the latents change with "
                    + Text($"u. Take fewer and longer segments: {check.RowsNeeded:F0} rows in each would do."),
            VariabilityFinding.TooFewLevels => TooFewLevels(check),
            VariabilityFinding.AllDirections => AllDirections(check) + Outside(check),
            VariabilityFinding.MeansOnly
                => "Only the means of the latents move with u, their scales do not: by Proposition 1 a rotation of the "
                    + "latents cannot be excluded." + Outside(check),
            _ => TooFewDirections(check),
        };
    }

    private static string Outside(VariabilityCheck check)
        => check.HasTheorem ? "" : " No theorem covers this prior, so that this supports nothing by itself.";

    private static string What(VariabilityCheck check) => check.Modulates == Modulation.Mean ? "means" : "scales";

    private static string TooFewLevels(VariabilityCheck check)
    {
        var n = check.Latents.Count;
        var moving = (check.NeededLevels - 1) / n;
        return Text($"u has {check.Levels} usable levels and {check.NeededLevels} are needed for {n} latents with ")
            + Text($"{moving} ")
            + $"moving parameter{S(moving)} each."
            + (check.Modulates == Modulation.MeanAndScale && check.Levels > n
                ? Text($" If only the scales of the sources change with u, {n + 1} would do: fit with ")
                    + "prior.modulates = scale; it is then assumed that their means do not change."
                : "");
    }

    private static string AllDirections(VariabilityCheck check)
    {
        var n = check.Latents.Count;
        if (check.Modulates != Modulation.MeanAndScale)
            return Text($"The {What(check)} of the latents move with u in all {n} directions that are needed.");
        if (check.MovingMeans == 0)
            return Text($"The scales of the latents move with u in all {n} directions that are needed; their means do ")
                + "not move, which does no harm (Theorem 3 with T = z²).";
        return Text($"Scales and means of the latents move with u in all {check.NeededRank} directions in which they ")
            + "move at all"
            + (check.MovingMeans < n ? Text($" ({check.MovingMeans} of {n} means do).") : ".");
    }

    private static string TooFewDirections(VariabilityCheck check)
    {
        var subject = check.Modulates == Modulation.MeanAndScale ? "λ(u) moves" : $"The {What(check)} of the latents "
            + "move with u";
        return Text($"{subject} in fewer than the {check.NeededRank} directions that are needed, within error; ")
            + check.Confined.Count switch
            {
                0 => "no combination of latents can be named.",
                1 => $"{Names(check.Confined)} does not move.",
                _ => $"{Names(check.Confined)} move together and may be mixed with each other.",
            };
    }
}
