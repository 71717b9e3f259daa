using System.Numerics;
using Ivae.Autodiff;

namespace Ivae.Methods;

/// <summary>The graph of a VAE with an objective that is made of the terms of its bound.</summary>
internal sealed class VaeObjectiveGraph<T> : IvaeGraph<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Records the objective.</summary>
    /// <param name="network">The model.</param>
    /// <param name="objective">What training raises <c>[B, 1]</c>.</param>
    public VaeObjectiveGraph(IvaeNetwork<T> network, Func<IvaeGraph<T>, Variable<T>> objective)
        : base(network) => UseObjective(objective(this));
}
