using System.Text.Json.Serialization;
using Ivae.Numerics;

namespace Ivae.Identifiability;

/// <summary>What can be wrong with a fit.</summary>
[JsonConverter(typeof(SnakeCaseConverter<FitFindingKind>))]
internal enum FitFindingKind
{
    /// <summary>Given u, the latents carry nothing of x.</summary>
    Collapsed,

    /// <summary>Latents whose posterior mean hardly varies.</summary>
    IdleLatents,

    /// <summary>Latents that vary with u and hardly within it.</summary>
    LatentsRepeatAuxiliary,

    /// <summary>Latents that are not distributed given u as their prior.</summary>
    LatentsUnlikePrior,

    /// <summary>Latents depend on each other given u; the value is the largest effect.</summary>
    DependentLatents,

    /// <summary>
    /// Held-out rows differ from rows that the model makes; the value is the share that a classifier gets right.
    /// </summary>
    UnlikeModel,

    /// <summary>Residuals are larger than the noise of the model; the value is the largest ratio.</summary>
    LargeResiduals,

    /// <summary>A column differs from data made by the model; the value is their distance.</summary>
    ColumnUnlikeModel,
}
