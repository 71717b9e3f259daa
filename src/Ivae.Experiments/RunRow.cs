using System.Text.Json.Serialization;
using Ivae.Causality;
using Ivae.Training;

namespace Ivae.Experiments;

/// <summary>What one run showed. Scores are of rows that it was not trained on.</summary>
internal sealed record RunRow
{
    /// <summary><see cref="ExperimentRun.Fingerprint"/> of the run.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>How training ended.</summary>
    public required TrainingOutcome Outcome { get; init; }

    /// <summary>The same in words.</summary>
    public required string Message { get; init; }

    /// <summary>The method, which "auto" has chosen.</summary>
    public required string Method { get; init; }

    /// <summary>Seconds of training and scoring, on a machine that did other things too.</summary>
    public required double Seconds { get; init; }

    /// <summary>Training steps.</summary>
    public required int Steps { get; init; }

    /// <summary>Rows scored.</summary>
    public required int TestRows { get; init; }

    /// <summary>
    /// Mean correlation with the true sources, matched on the training rows; of absolute values where the method finds
    /// those.
    /// </summary>
    public double? Mcc { get; init; }

    /// <summary>Absolute correlation of each source with its latent, <c>[n]</c>.</summary>
    public double[]? Pairs { get; init; }

    /// <summary>Evidence lower bound, in nats per row.</summary>
    public double? Elbo { get; init; }

    /// <summary>Importance-weighted bound, in nats per row.</summary>
    public double? Iwae { get; init; }

    /// <summary>Share of right answers of a method that learns by answering.</summary>
    public double? Accuracy { get; init; }

    /// <summary>Latents whose variance is above .01.</summary>
    public int ActiveUnits { get; init; }

    /// <summary>Clusters of the latents.</summary>
    public int? Clusters { get; init; }

    /// <summary>Purity of the clusters.</summary>
    public double? Purity { get; init; }

    /// <summary><see cref="Mcc"/> after each epoch.</summary>
    public double[]? Trace { get; init; }

    /// <summary>The true direction of a pair.</summary>
    public DirectionAnswer? Truth { get; init; }

    /// <summary>The direction that was found, or why none was.</summary>
    public DirectionAnswer? Answer { get; init; }

    /// <summary>What speaks for it, where the flows were asked.</summary>
    public PairResult? Pair { get; init; }

    /// <summary>Edges of the graph that was found.</summary>
    public CausalEdge[]? Edges { get; init; }

    /// <summary>Structural Hamming distance of the graph that was found to the true one.</summary>
    public int? Distance { get; init; }

    /// <summary>The rows shown, from 0.</summary>
    public int[] ShownRows { get; init; } = [];

    /// <summary>Latents of the rows shown, one array each.</summary>
    public double[][] Latents { get; init; } = [];

    /// <summary>Whether its parts fit together, as they do unless a file was edited.</summary>
    [JsonIgnore]
    public bool IsWhole => ShownRows.Length == Latents.Length
        && Latents.All(latents => latents is not null && latents.Length == Latents[0]?.Length);

    /// <summary>Whether there are scores.</summary>
    public bool HasModel => Latents.Length > 0;
}
