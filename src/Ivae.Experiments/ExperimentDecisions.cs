using Ivae.Numerics;

namespace Ivae.Experiments;

/// <summary>Numbers that decide whether a published value counts as reproduced.</summary>
internal static class ExperimentDecisions
{
    [Decision("Difference of our mean from a published value up to which it counts as reproduced.",
        ChosenOn = "not recorded.",
        Moves = "Higher, and more published values count as confirmed.")]
    public const double Close = 0.03;
}
