using System.Text.Json.Serialization;
using Ivae.Numerics;

namespace Ivae.Identifiability;

/// <summary>What decided a <see cref="Verdict"/>, in the order in which it is asked.</summary>
[JsonConverter(typeof(SnakeCaseConverter<VerdictReason>))]
public enum VerdictReason
{
    /// <summary>Given u, the latents carry nothing of x.</summary>
    Collapsed,

    /// <summary>
    /// u says no more about x than a shuffled u does, and the model does without it: independent fits find the same
    /// latents, by their shapes, which are the true ones only if the mixing is linear.
    /// </summary>
    OnlyLinearMixing,

    /// <summary>u says no more about x than a shuffled u does.</summary>
    NoMoreThanControls,

    /// <summary>A fit from another seed or of another kind explains held-out rows better, with other latents.</summary>
    BetterFitExists,

    /// <summary>Given u, latents depend on each other, which the model and every theorem about it rule out.</summary>
    LatentsDependent,

    /// <summary>Held-out rows differ from rows that the model makes.</summary>
    UnlikeModel,

    /// <summary>No theorem applies; independent fits find the same latents.</summary>
    ReproducibleWithoutGuarantee,

    /// <summary>No theorem applies, and independent fits find different latents or were not compared.</summary>
    NoGuarantee,

    /// <summary>Independent fits find different latents.</summary>
    FitsDisagree,

    /// <summary>
    /// The model does not use u: independent fits find the same latents, which are the true ones if the mixing is
    /// linear.
    /// </summary>
    LinearMixingAssumed,

    /// <summary>Levels of u are worth too few independent rows.</summary>
    TooFewIndependentRows,

    /// <summary>Independent fits were not compared.</summary>
    FitsNotCompared,

    /// <summary>Fits of one kind of model alone could be compared, which agree also where the kind is wrong.</summary>
    OneKindCompared,

    /// <summary>No controls were made.</summary>
    ControlsNotMade,

    /// <summary>Too few controls were asked for to decide anything.</summary>
    TooFewControls,

    /// <summary>Every part supports every latent.</summary>
    AllLatents,

    /// <summary>Every part supports some of the latents.</summary>
    SomeLatents,

    /// <summary>Independent fits find the same latents, but u does not move them enough.</summary>
    ReproducibleWithoutVariability,

    /// <summary>The space of the latents is determined, its axes are not.</summary>
    AxesUndetermined,

    /// <summary>Most fits find the same latents, but something is held against each of them.</summary>
    NoLatentSound,
}
