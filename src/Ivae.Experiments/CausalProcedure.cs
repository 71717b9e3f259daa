using System.Text.Json.Serialization;
using Ivae.Numerics;

namespace Ivae.Experiments;

/// <summary>What a run looks for causes by.</summary>
[JsonConverter(typeof(SnakeCaseConverter<CausalProcedure>))]
internal enum CausalProcedure
{
    /// <summary>
    /// The direction of a pair by flows under both orders (<see cref="Ivae.Causality.PairDirection"/>).
    /// </summary>
    Flows,

    /// <summary>
    /// The direction of a pair by four tests on the latents of a method (<see cref="Ivae.Causality.FourTests"/>).
    /// </summary>
    FourTests,

    /// <summary>
    /// A graph; of recorded data, seed 1 takes the data themselves, every other one a resampling of whole segments.
    /// </summary>
    Graph,

    /// <summary>
    /// A graph by PC with partial correlations of normal scores over all rows, as segments do not matter to it: what
    /// the graphs of flows are measured against.
    /// </summary>
    PartialCorrelations,
}
