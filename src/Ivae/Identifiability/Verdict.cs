using System.Text.Json.Serialization;
using Ivae.Numerics;

namespace Ivae.Identifiability;

/// <summary>What the whole check comes to.</summary>
[JsonConverter(typeof(SnakeCaseConverter<Verdict>))]
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

    /// <summary>What would decide was not asked for, or the data are too few for it.</summary>
    CannotBeTold,

    /// <summary>Another fit explains rows that none has seen better, with other latents.</summary>
    NotConverged,

    /// <summary>The data are not as the model says, so that no theorem about the model applies.</summary>
    DoesNotFit,

    /// <summary>Nothing speaks for the latents being more than one of many ways to describe the data.</summary>
    NotBelievable,
}
