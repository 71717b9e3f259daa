using System.Numerics;
using Ivae.Autodiff;

namespace Ivae.Models;

/// <summary>
/// The exact likelihood of a free-form flow, trained with a reconstruction term β‖f(g(x)) − x‖² that keeps the decoder f the inverse of the encoder g.
/// L = D: log p(x | u) = log p(g(x) | u) + log |det ∂g/∂x|.
/// L &lt; D: the density on the manifold of f, log p(g(x) | u) − ½ log det(JᵀJ) with J = ∂f/∂z at g(x).
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
    private readonly Variable<T> reconstructionError;

    /// <summary>Records the objective.</summary>
    public FlowGraph(IvaeNetwork<T> network)
        : base(network)
    {
        Variable<T> decoded;
        if (network.Latents == network.Observed)
        {
            (Mean, var jacobian) = network.Posterior.WithJacobian(Observed);
            logDeterminant = Tape.Record(new LogAbsDeterminant<T>(jacobian));
            decoded = network.Likelihood.Decode(Mean);
        }
        else
        {
            Mean = network.Posterior.MeanOf(Observed);
            (decoded, var jacobian) = network.Likelihood.DecodeWithJacobian(Mean);
            logDeterminant = -Tape.Record(new LogVolume<T>(jacobian, network.Latents));
        }

        logPrior = Prior.LogDensity(Mean);
        var residual = decoded - Observed;
        reconstructionError = (residual * residual).SumOfRow();
        Bound = logPrior + logDeterminant;
        Loss = (reconstructionError.Times(() => network.Options.Constraint) - Bound).Average();
    }

    public override Variable<T> Mean { get; }

    public override Variable<T>? Variance => null;

    /// <summary>log p(x | u), exact where f inverts g.</summary>
    public override Variable<T> Bound { get; }

    public override Variable<T> LogWeight => Bound;

    public override Variable<T> Loss { get; }

    public override IReadOnlyList<(string Name, Variable<T> Value)> Terms =>
        [("log p(z|u)", logPrior), ("log |det dz/dx|", logDeterminant), ("reconstruction error", reconstructionError)];
}
