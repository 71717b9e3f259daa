using Ivae.Numerics;

namespace Ivae.Data;

/// <summary>Numbers that decide which values a model sees.</summary>
internal static class DataDecisions
{
    [Decision("Robust standard deviations from the median of a column beyond which values are clipped, unless said.",
        ChosenOn = "not recorded; values of clean data do not lie as far out.",
        Moves = "Lower, and heavy tails of sources are cut; higher, and a few artefacts set the scale of a column.")]
    public const double ClipAt = 20;
}
