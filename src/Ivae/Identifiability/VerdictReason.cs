namespace Ivae.Identifiability;

/// <summary>What decided a <see cref="Verdict"/>, in the order in which it is asked.</summary>
public enum VerdictReason
{
    /// <summary>Given u, the latents carry nothing of x.</summary>
    Collapsed,

    /// <summary>u says no more about x than a shuffled u does.</summary>
    NoMoreThanControls,

    /// <summary>No theorem applies; independent fits find the same latents.</summary>
    ReproducibleWithoutGuarantee,

    /// <summary>No theorem applies, and independent fits find different latents or were not compared.</summary>
    NoGuarantee,

    /// <summary>Levels of u are worth too few independent rows.</summary>
    TooFewIndependentRows,

    /// <summary>Theory and data allow it; independent fits were not compared.</summary>
    FitsNotCompared,

    /// <summary>Every part supports every latent.</summary>
    AllLatents,

    /// <summary>Every latent is found, but the fits agree less than they should.</summary>
    AllLatentsRoughly,

    /// <summary>Every part supports some of the latents.</summary>
    SomeLatents,

    /// <summary>Independent fits find the same latents, but u does not move them enough.</summary>
    ReproducibleWithoutVariability,

    /// <summary>
    /// The model does not use u: independent fits find the same latents, which are the true ones if the mixing is
    /// linear.
    /// </summary>
    LinearMixingAssumed,

    /// <summary>The space of the latents is determined, its axes are not.</summary>
    AxesUndetermined,

    /// <summary>Independent fits find different latents.</summary>
    FitsDisagree,
}
