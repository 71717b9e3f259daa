using Ivae.Evaluation;

namespace Ivae.Identifiability;

/// <summary>What one latent carries.</summary>
/// <param name="Variance">Variance of E[z | x, u] over the rows, in squared latent units; below 0.01 a latent is
/// idle.</param>
/// <param name="WithinShare">Variance of E[z | x, u] within u, over that of the prior: near 1 when x tells z, near 0
/// when u alone does.</param>
/// <param name="KlNats">Mean KL(q(z_i | x) ‖ p(z_i | u)), in nats a row; none where x determines z.</param>
/// <param name="PriorDistance">Largest distance between the distribution functions of (z − mean(u)) / scale(u) and of
/// the prior family (Kolmogorov–Smirnov), 0 … 1.</param>
internal sealed record LatentUse(double Variance, double WithinShare, double? KlNats, double PriorDistance)
{
    /// <summary>Whether it hardly varies.</summary>
    internal bool IsIdle => Variance < EvaluationDecisions.ActiveVariance;

    /// <summary>Whether hardly anything of it comes from x beyond u.</summary>
    internal bool OnlyRepeatsAuxiliary => WithinShare < IdentifiabilityDecisions.CollapsedShare;
}
