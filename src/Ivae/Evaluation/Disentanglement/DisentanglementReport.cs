using System.Text.Json.Serialization;
using Ivae.Numerics;

namespace Ivae.Evaluation.Disentanglement;

/// <summary>
/// Every score of latents against known factors. Each is defined where it is computed; all grow with quality but the
/// Amari distance.
/// </summary>
internal sealed record DisentanglementReport
{
    /// <summary>See <see cref="Disentanglement.Dci"/>.</summary>
    [JsonPropertyName("dci")]
    public required DciScore Dci { get; init; }

    /// <summary>See <see cref="Disentanglement.MutualInformationGap"/>.</summary>
    [JsonPropertyName("mutual_information_gap")]
    public required double MutualInformationGap { get; init; }

    /// <summary>See <see cref="AttributePredictability"/>.</summary>
    [JsonPropertyName("sap")]
    public required double Sap { get; init; }

    /// <summary>See <see cref="Disentanglement.Modularity"/>.</summary>
    [JsonPropertyName("modularity")]
    public required double Modularity { get; init; }

    /// <summary>See <see cref="Disentanglement.Explicitness"/>.</summary>
    [JsonPropertyName("explicitness")]
    public required double Explicitness { get; init; }

    /// <summary>See <see cref="FactorVaeScore"/>.</summary>
    [JsonPropertyName("factor_vae")]
    public required double FactorVae { get; init; }

    /// <summary>See <see cref="BetaVaeScore"/>.</summary>
    [JsonPropertyName("beta_vae")]
    public required double BetaVae { get; init; }

    /// <summary>See <see cref="Disentanglement.InterventionalRobustness"/>.</summary>
    [JsonPropertyName("interventional_robustness")]
    public required double InterventionalRobustness { get; init; }

    /// <summary>
    /// See <see cref="Disentanglement.AmariDistance"/>; none where latents and factors differ in number.
    /// </summary>
    [JsonPropertyName("amari_distance")]
    public required double? AmariDistance { get; init; }

    /// <summary>See <see cref="Disentanglement.HoyerSparsity"/>.</summary>
    [JsonPropertyName("hoyer_sparsity")]
    public required double HoyerSparsity { get; init; }

    /// <summary>
    /// Mean of <see cref="Disentanglement.ImaContrast"/> over the latents, in nats, where a model was given.
    /// </summary>
    [JsonPropertyName("ima_contrast")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ImaContrast { get; init; }

    /// <summary>See <see cref="UnsupervisedDisentanglementRanking"/>; where other fits were given.</summary>
    [JsonPropertyName("udr")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Udr { get; init; }

    /// <summary>All scores of a table of latents.</summary>
    /// <param name="latents">z, <c>[N, L]</c>, L at least 1.</param>
    /// <param name="factors">v, <c>[N, K]</c>, K at least 1; each either discrete (at most 20 values) or
    /// continuous.</param>
    /// <param name="seed">Seed of the scores that sample.</param>
    /// <exception cref="ArgumentException">The numbers of rows differ or are below 2, a table has no columns, or a
    /// value is not finite.</exception>
    public static DisentanglementReport Compute(Matrix latents, Matrix factors, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(latents);
        ArgumentNullException.ThrowIfNull(factors);
        Correlation.Check(latents, factors);
        if (latents.Columns == 0 || factors.Columns == 0)
            throw new ArgumentException(
                $"{latents.Columns} latents beside {factors.Columns} factors; both tables need at least one column.");
        return new DisentanglementReport
        {
            Dci = Disentanglement.Dci.Compute(latents, factors, seed),
            MutualInformationGap = Disentanglement.MutualInformationGap.Compute(latents, factors),
            Sap = AttributePredictability.Compute(latents, factors),
            Modularity = Disentanglement.Modularity.Compute(latents, factors),
            Explicitness = Disentanglement.Explicitness.Compute(latents, factors, seed),
            FactorVae = FactorVaeScore.Compute(latents, factors, seed),
            BetaVae = BetaVaeScore.Compute(latents, factors, seed),
            InterventionalRobustness = Disentanglement.InterventionalRobustness.Compute(latents, factors),
            AmariDistance =
                latents.Columns == factors.Columns ? Disentanglement.AmariDistance.Compute(latents, factors) : null,
            HoyerSparsity = Disentanglement.HoyerSparsity.Compute(latents),
        };
    }
}
