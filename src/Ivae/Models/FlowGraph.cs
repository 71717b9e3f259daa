using System.Numerics;
using Ivae.Autodiff;

namespace Ivae.Models;

/// <summary>
/// The exact likelihood of a flow, L = D: log p(x | u) = log p(g(x) | u) + log |det ∂g/∂x|. The encoder g is made of invertible layers, or is any network whose inverse the decoder f learns to be: a free-form flow is
/// trained with a reconstruction term β‖f(g(x)) − x‖² that keeps g invertible. With a chart, x stands for its coordinates.
/// </summary>
/// <remarks>Source of the free form: Draxler, Sorrenson, Zimmermann, Rousselot and Köthe, "Free-form flows: make any architecture a normalizing flow", AISTATS 2024; here with the exact Jacobian.</remarks>
internal sealed class FlowGraph<T> : ModelGraph<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Variable<T> logPrior;
    private readonly Variable<T> logDeterminant;
    private readonly Variable<T>? reconstructionError;

    /// <summary>Records the objective.</summary>
    public FlowGraph(IvaeNetwork<T> network)
        : base(network, network.FlowColumns)
    {
        if (network.Flow is { } flow)
        {
            (Mean, logDeterminant) = flow.Forward(Observed);
        }
        else
        {
            (Mean, var jacobian) = network.Posterior!.WithJacobian(Observed);
            logDeterminant = Tape.Record(new LogAbsDeterminant<T>(jacobian));
            var residual = network.Likelihood.Decode(Mean) - Observed;
            reconstructionError = (residual * residual).SumOfRow();
        }

        logPrior = Prior.LogDensity(Mean);
        Bound = logPrior + logDeterminant;
        Criterion = reconstructionError is null ? Bound : Bound - reconstructionError * network.Options.Constraint;
        Loss = -Criterion.Average();
    }

    public override Variable<T> Mean { get; }

    public override Variable<T>? Variance => null;

    /// <summary>log p(x | u), exact where f inverts g.</summary>
    public override Variable<T> Bound { get; }

    /// <summary>log p(x | u), of a free-form flow less the reconstruction term, without which an encoder that folds would look best.</summary>
    public override Variable<T> Criterion { get; }

    public override Variable<T> LogWeight => Bound;

    public override Variable<T> Loss { get; }

    /// <inheritdoc/>
    /// <remarks>A row of 256 takes as long as one of 32, so that a batch of usual size is not cut.</remarks>
    public override int SlabRows => Math.Max(256, Tape.SlabRows);

    public override IReadOnlyList<(string Name, Variable<T> Value)> Terms => reconstructionError is null
        ? [("log p(z|u)", logPrior), ("log |det dz/dx|", logDeterminant)]
        : [("log p(z|u)", logPrior), ("log |det dz/dx|", logDeterminant), ("reconstruction error", reconstructionError)];
}
