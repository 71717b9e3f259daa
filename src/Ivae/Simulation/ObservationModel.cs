using System.Text.Json.Serialization;
using Ivae.Numerics;

namespace Ivae.Simulation;

/// <summary>How an observation comes out of the mixing f(s), element by element.</summary>
[JsonConverter(typeof(SnakeCaseConverter<ObservationModel>))]
public enum ObservationModel
{
    /// <summary>f(s), plus normal noise if there is any.</summary>
    Continuous,

    /// <summary>
    /// 0 or 1, with probability 1 / (1 + e^−f(s)) of a 1. No identifiability theorem covers discrete observations.
    /// </summary>
    Bernoulli,

    /// <summary>
    /// A Poisson count of rate ln(1 + e^f(s)). No identifiability theorem covers discrete observations.
    /// </summary>
    PoissonSoftplus,

    /// <summary>A Poisson count of rate e^f(s). No identifiability theorem covers discrete observations.</summary>
    PoissonExponential,

    /// <summary>
    /// A Poisson count of rate e^(2.2 tanh f(s)), from 1/9 to 9 (Zhou and Wei 2020). No identifiability theorem covers
    /// discrete observations.
    /// </summary>
    PoissonBounded,
}
