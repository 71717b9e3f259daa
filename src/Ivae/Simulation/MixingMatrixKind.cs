using System.Text.Json.Serialization;
using Ivae.Numerics;

namespace Ivae.Simulation;

/// <summary>How a mixing matrix is drawn.</summary>
[JsonConverter(typeof(SnakeCaseConverter<MixingMatrixKind>))]
public enum MixingMatrixKind
{
    /// <summary>
    /// Entries uniform on (−1, 1), columns scaled to unit length, kept only if its condition number is not above the
    /// lower quartile of <see cref="SimulationOptions.ConditionDraws"/> such matrices.
    /// </summary>
    Uniform,

    /// <summary>Uniformly random with orthonormal rows: W Wᵀ = I.</summary>
    Orthogonal,
}
