using System.Text.Json.Serialization;
using Ivae.Evaluation.Disentanglement;

namespace Ivae.Evaluation;

/// <summary>
/// Every score of latents against true sources. "Held out" means fitted or matched on odd rows (1, 3, …) and scored on
/// even ones.
/// </summary>
public sealed record EvaluationReport
{
    /// <summary>Number of rows N.</summary>
    [JsonPropertyName("rows")]
    public required int Rows { get; init; }

    /// <summary>Number of latents L.</summary>
    [JsonPropertyName("latents")]
    public required int Latents { get; init; }

    /// <summary>Number of true sources n.</summary>
    [JsonPropertyName("sources")]
    public required int Sources { get; init; }

    /// <summary>MCC, Pearson, matched and scored on all rows.</summary>
    [JsonPropertyName("mcc")]
    public required double Mcc { get; init; }

    /// <summary>MCC, Pearson, held out: the headline.</summary>
    [JsonPropertyName("mcc_held_out")]
    public required double MccHeldOut { get; init; }

    /// <summary>
    /// 95 % bootstrap interval of <see cref="MccHeldOut"/>, low and high, from resampled segments (or blocks of rows).
    /// </summary>
    [JsonPropertyName("mcc_held_out_interval")]
    public required double[] MccHeldOutInterval { get; init; }

    /// <summary>Level below which 95 % of held-out scores lie when the latents' rows are permuted.</summary>
    [JsonPropertyName("mcc_null_95")]
    public required double MccNull95 { get; init; }

    /// <summary>MCC of ranks, matched and scored on all rows.</summary>
    [JsonPropertyName("mcc_spearman")]
    public required double MccSpearman { get; init; }

    /// <summary>MCC of ranks, held out.</summary>
    [JsonPropertyName("mcc_spearman_held_out")]
    public required double MccSpearmanHeldOut { get; init; }

    /// <summary>Mean canonical correlation, held out: recovery up to a linear map.</summary>
    [JsonPropertyName("weak_mcc_held_out")]
    public required double WeakMccHeldOut { get; init; }

    /// <summary>
    /// Held-out R² of each source from its matched latent by a piecewise-linear curve, <c>[n]</c>: recovery up to
    /// component-wise maps.
    /// </summary>
    [JsonPropertyName("r_squared")]
    public required double[] RSquared { get; init; }

    /// <summary>Held-out R² of each source from all latents by a linear map, <c>[n]</c>.</summary>
    [JsonPropertyName("linear_r_squared")]
    public required double[] LinearRSquared { get; init; }

    /// <summary>
    /// Mean held-out R² of (s, s²) from (z, z²) by a linear map: recovery of the statistics T up to a matrix.
    /// </summary>
    [JsonPropertyName("statistics_r_squared")]
    public required double StatisticsRSquared { get; init; }

    /// <summary>Number of latents whose variance over the rows is above 0.01.</summary>
    [JsonPropertyName("active_units")]
    public required int ActiveUnits { get; init; }

    /// <summary>Latent matched to each source over all rows, from 0, <c>[n]</c>; −1 for a source left over.</summary>
    [JsonPropertyName("assignment")]
    public required int[] Assignment { get; init; }

    /// <summary>Signed Pearson correlation of each source with its latent over all rows, <c>[n]</c>.</summary>
    [JsonPropertyName("pair_correlations")]
    public required double[] PairCorrelations { get; init; }

    /// <summary>Signed Pearson correlations over all rows, a row for each latent, <c>[L][n]</c>.</summary>
    [JsonPropertyName("correlation_matrix")]
    public required double[][] CorrelationMatrix { get; init; }

    /// <summary>Scores of disentanglement, the sources taken as known factors; where they were asked for.</summary>
    [JsonPropertyName("disentanglement")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonInclude]
    internal DisentanglementReport? Disentanglement { get; init; }

    /// <summary>
    /// MCC, Pearson, held out, of FastICA of log(1 + x) in place of the latents: what a linear method finds; of a fit
    /// to counts.
    /// </summary>
    [JsonPropertyName("mcc_linear_held_out")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? MccLinearHeldOut { get; init; }

    /// <summary>
    /// How far the model is below the process that made the data, in nats per row of those scored after the fit; known
    /// of a run on simulated data.
    /// </summary>
    [JsonPropertyName("likelihood_gap")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? LikelihoodGap { get; init; }
}
