using System.Numerics;
using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>Capacity-annealed β-VAE: E_q[log p(x | z)] − γ |KL − C|, KL the mean over the batch, and C rising from 0 linearly with training.</summary>
/// <remarks>Source: Burgess et al. 2018, equation 8, with γ and the last C of their section 5. Held-out rows are judged with the last C.</remarks>
public sealed record CapacityVaeOptions : VaeObjective
{
    /// <summary>γ ≥ 0.</summary>
    public double Gamma { get; init; } = 1000;

    /// <summary>The last C, in nats a row.</summary>
    public double Capacity { get; init; } = 25;

    /// <summary>Part of training after which C stays, 0 … 1.</summary>
    public double Rise { get; init; } = 0.5;

    internal override IvaeGraph<T> Record<T>(IvaeNetwork<T> network) => new CapacityVaeGraph<T>(network, this);

    internal override IEnumerable<string> Problems()
    {
        foreach (var problem in Negative("capacity_vae", ("gamma", Gamma), ("capacity", Capacity)))
            yield return problem;
        if (!(Rise >= 0 && Rise <= 1))
            yield return FormattableString.Invariant($"capacity_vae.rise is {Rise}; it must lie between 0 and 1.");
    }
}

/// <summary>The objective of a capacity-annealed β-VAE.</summary>
internal sealed class CapacityVaeGraph<T> : IvaeGraph<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public CapacityVaeGraph(IvaeNetwork<T> network, CapacityVaeOptions options)
        : base(network)
    {
        double Capacity() => options.Capacity * (options.Rise > 0 ? Math.Min(Progress / options.Rise, 1) : 1);
        var one = Tape.Input(1);
        one.Resize(1);
        one.Value[0] = T.One;
        var excess = Divergence().Average() - one.Times(Capacity);
        var distance = excess.Activate(Activation.Relu) + (-excess).Activate(Activation.Relu);
        UseObjective(LogLikelihood - options.Gamma * distance);
    }
}
