using System.Text.Json.Serialization;

namespace Ivae.Distributions;

/// <summary>
/// A level or column of u and a latent that it may move: an edge of the mask of a prior with sparse mechanisms.
/// </summary>
/// <remarks>Source: Lachapelle et al., "Disentanglement via mechanism sparsity regularization", CLeaR 2022.</remarks>
/// <param name="U">A level of the only, categorical, u, or a column of a numeric one.</param>
/// <param name="Latent">Number of the latent, from 1.</param>
[JsonConverter(typeof(TargetConverter))]
public sealed record Target(string U, int Latent)
{
    /// <summary>The edge as configurations write it, <c>U -> LATENT</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{U} -> {Latent}");
}
