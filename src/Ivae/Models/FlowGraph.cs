using System.Numerics;
using Ivae.Autodiff;
using Ivae.Distributions;

namespace Ivae.Models;

/// <summary>
/// The exact likelihood of a free-form flow, trained with a reconstruction term β‖f(g(x)) − x‖² that keeps the decoder f the inverse of the encoder g.
/// L = D: log p(x | u) = log p(g(x) | u) + log |det ∂g/∂x|.
/// L &lt; D: the likelihood with observation noise, by Laplace's method at g(x):
/// log p(x | u) ≈ log N(x; f(g(x)), σ²) + log p(g(x) | u) + L/2·log 2π − ½ log det(JᵀJ/σ² + Λ(u)), J = ∂f/∂z, Λ the prior's precision.
/// </summary>
/// <remarks>
/// Sources: Draxler, Sorrenson, Zimmermann, Rousselot and Köthe, "Free-form flows: make any architecture a normalizing flow", AISTATS 2024;
/// Sorrenson, Draxler, Rousselot, Hummerich, Zimmermann and Köthe, "Lifting architectural constraints of injective flows", ICLR 2024. Here with exact Jacobians.
/// </remarks>
internal sealed class FlowGraph<T> : ModelGraph<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Variable<T> logPrior;
    private readonly Variable<T> logDeterminant;
    private readonly Variable<T> likelihood;

    /// <summary>Records the objective.</summary>
    public FlowGraph(IvaeNetwork<T> network)
        : base(network)
    {
        if (network.Latents == network.Observed)
        {
            (Mean, var jacobian) = network.Posterior.WithJacobian(Observed);
            var residual = network.Likelihood.Decode(Mean) - Observed;
            likelihood = (residual * residual).SumOfRow().Times(() => -network.Options.Constraint);
            logDeterminant = Tape.Record(new LogAbsDeterminant<T>(jacobian));
            logPrior = Prior.LogDensity(Mean);
            Bound = logPrior + logDeterminant;
            Loss = -(Bound + likelihood).Average();
        }
        else
        {
            Mean = network.Posterior.MeanOf(Observed);
            var (decoded, jacobian) = network.Likelihood.DecodeWithJacobian(Mean);
            likelihood = network.Likelihood.LogDensity(Observed, decoded);
            logPrior = Prior.LogDensity(Mean);
            var logNoise = network.Likelihood.LogNoise(Tape)!;
            var zero = Mean * 0; // a prior without u has scale 1
            var ridge = Tape.Record(new Exponential<T>((Prior.LogScale is null ? zero : -Prior.LogScale) + logNoise, 2));
            logDeterminant = -Tape.Record(new LogVolume<T>(jacobian, ridge)) + network.Latents * StandardNormal.HalfLogTwoPi + logNoise * network.Latents;
            Bound = likelihood + logPrior + logDeterminant;
            Loss = -Bound.Average();
        }
    }

    public override Variable<T> Mean { get; }

    public override Variable<T>? Variance => null;

    /// <summary>log p(x | u), exact where f inverts g.</summary>
    public override Variable<T> Bound { get; }

    public override Variable<T> LogWeight => Bound;

    public override Variable<T> Loss { get; }

    public override IReadOnlyList<(string Name, Variable<T> Value)> Terms =>
        [("log p(z|u)", logPrior), ("volume", logDeterminant), ("log p(x|z)", likelihood)];
}
