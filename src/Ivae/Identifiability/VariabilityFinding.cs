namespace Ivae.Identifiability;

/// <summary>What a variability check comes to.</summary>
internal enum VariabilityFinding
{
    /// <summary>Rows are worth too few independent ones to tell whether u moves the latents.</summary>
    TooFewIndependentRows,

    /// <summary>u has fewer usable levels than nk + 1.</summary>
    TooFewLevels,

    /// <summary>λ(u) moves in all directions that are needed.</summary>
    AllDirections,

    /// <summary>λ(u) moves in fewer directions than are needed, within error.</summary>
    TooFewDirections,

    /// <summary>
    /// Mean and scale may move, and only the means do: a rotation cannot be excluded (Proposition 1).
    /// </summary>
    MeansOnly,
}
