using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>
/// Capacity-annealed β-VAE: E_q[log p(x | z)] − γ |KL − C|, KL the mean over the batch, and C rising from 0 linearly
/// with training.
/// </summary>
/// <remarks>
/// Source: Burgess et al. 2018, equation 8, with γ and the last C of their section 5. Held-out rows are judged with the
/// last C.
/// </remarks>
public sealed record CapacityVaeMethod : VaeObjectiveMethod
{
    /// <summary>A capacity-annealed β-VAE.</summary>
    public CapacityVaeMethod()
        : base("capacity-vae", "capacity-annealed β-VAE", Unidentifiable) => ObjectiveName = "capacity objective";

    /// <summary>γ ≥ 0.</summary>
    public double Gamma { get; init; } = 1000;

    /// <summary>The last C, in nats per row.</summary>
    public double Capacity { get; init; } = 25;

    /// <summary>Fraction of training after which C stays, 0 … 1.</summary>
    public double AnnealingFraction { get; init; } = 0.5;

    /// <inheritdoc/>
    protected override Variable<T> Objective<T>(VaeTerms<T> terms)
    {
        var excess = terms.Divergence.Average() - terms.Scheduled(CapacityAt);
        var distance = excess.Activate(Activation.Relu) + (-excess).Activate(Activation.Relu);
        return terms.LogLikelihood - Gamma * distance;
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Problems()
    {
        foreach (var problem in Negative(("gamma", Gamma), ("capacity", Capacity)))
            yield return problem;
        if (!(AnnealingFraction >= 0 && AnnealingFraction <= 1))
            yield return FormattableString.Invariant(
                $"annealing_fraction is {AnnealingFraction}; it must lie between 0 and 1.");
    }

    private double CapacityAt(double progress) =>
        Capacity * (AnnealingFraction > 0 ? Math.Min(progress / AnnealingFraction, 1) : 1);
}
