namespace Ivae.Identifiability;

/// <summary>What the whole check comes to.</summary>
public enum Verdict
{
    /// <summary>
    /// Theory, variability and independent fits agree: the latents are determined up to order and a map of each.
    /// </summary>
    Believable,

    /// <summary>Some latents are, others are not.</summary>
    PartlyBelievable,

    /// <summary>Independent fits find the same latents, but no theorem says that they must be the true ones.</summary>
    ReproducibleOnly,

    /// <summary>The space of the latents is determined, its axes are not.</summary>
    LinearMapOnly,

    /// <summary>
    /// Levels of u are worth too few independent rows to test whether u moves the latents, on which everything else
    /// rests.
    /// </summary>
    CannotBeTold,

    /// <summary>Nothing speaks for the latents being more than one of many ways to describe the data.</summary>
    NotBelievable,
}
