using System.Text.Json.Serialization;

namespace Ivae.Evaluation.Disentanglement;

/// <summary>Disentanglement, completeness and informativeness.</summary>
/// <param name="Disentanglement">1 when each latent matters for one factor only; mean over latents, weighted by their
/// importance.</param>
/// <param name="Completeness">1 when each factor needs one latent only; mean over factors.</param>
/// <param name="Informativeness">Share of the factors' held-out variance that the latents explain; mean over
/// factors.</param>
internal sealed record DciScore(
    [property: JsonPropertyName("disentanglement")] double Disentanglement,
    [property: JsonPropertyName("completeness")] double Completeness,
    [property: JsonPropertyName("informativeness")] double Informativeness);
