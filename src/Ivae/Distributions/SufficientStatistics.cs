namespace Ivae.Distributions;

/// <summary>
/// The sufficient statistics T of one latent whose natural parameters λ move with u: p(z | u) = Q(z)/Z(u) ·
/// exp(λ(u)·T(z)). Which theorem of identifiability applies follows from them.
/// </summary>
/// <remarks>Source: Khemakhem, Kingma, Monti and Hyvärinen, AISTATS 2020, equation 7 and Theorems 1–3.</remarks>
/// <param name="Text">T in writing, "z, z²".</param>
/// <param name="Count">k, the number of statistics, 1 or 2.</param>
/// <param name="IsMonotone">
/// Whether there is one statistic and it rises or falls with z throughout, as T = z does; Theorem 3 asks for one that
/// does not.
/// </param>
public sealed record SufficientStatistics(string Text, int Count, bool IsMonotone);
