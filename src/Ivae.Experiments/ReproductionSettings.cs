using System.Text.Json.Serialization;
using Ivae.Causality;
using Ivae.Numerics;

namespace Ivae.Experiments;

/// <summary>With which settings figures are made again.</summary>
[JsonConverter(typeof(SnakeCaseConverter<ReproductionPreset>))]
internal enum ReproductionPreset
{
    /// <summary>The paper's stated settings (<see cref="PaperSettings"/>).</summary>
    Paper,

    /// <summary>The defaults of this product.</summary>
    Ours,
}

/// <summary>What decides the runs of a reproduction.</summary>
/// <param name="Preset">Settings of models and training.</param>
/// <param name="Seeds">Number of data sets, each with a model of its own seed.</param>
internal sealed record ReproductionSettings(ReproductionPreset Preset, int Seeds)
{
    /// <summary>Published files in place of simulated data, for the figures that have them.</summary>
    public string? DataFolder { get; init; }

    /// <summary>Training steps of every fit in place of what the preset says, to try things out.</summary>
    public int? Steps { get; init; }

    /// <summary>Whether the preset is that of the paper.</summary>
    public bool IsPaper => Preset == ReproductionPreset.Paper;

    /// <summary>Options of flows with the steps that were asked for.</summary>
    public PairOptions Cut(PairOptions pair) => Steps is { } steps
        ? pair with { Mechanism = pair.Mechanism with { Training = pair.Mechanism.Training with { Steps = steps } } }
        : pair;

    /// <summary>The seeds 1, 2, ….</summary>
    public IEnumerable<ulong> AllSeeds => Enumerable.Range(1, Seeds).Select(seed => (ulong)seed);
}
