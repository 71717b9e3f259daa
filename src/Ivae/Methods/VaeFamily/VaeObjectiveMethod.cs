using System.Numerics;
using Ivae.Autodiff;

namespace Ivae.Methods;

/// <summary>
/// A method with the model of a VAE that maximises something in place of the evidence lower bound. Those of others
/// derive from it: a name, options as <c>init</c> properties, and <see cref="Objective"/>; see
/// <c>examples/own-method.cs</c>.
/// </summary>
public abstract record VaeObjectiveMethod : VaeFamilyMethod
{
    /// <summary>Names a method.</summary>
    /// <param name="name">Name on the command line and in files, such as <c>beta-vae</c>.</param>
    /// <param name="title">Name in reports.</param>
    /// <param name="guarantee">What theory says about its latents, in a sentence.</param>
    protected VaeObjectiveMethod(string name, string title, string guarantee)
        : base(name, title, guarantee) => ObjectiveName = $"{title} objective";

    internal override bool MaximisesBound => false;

    /// <summary>What training raises, per row <c>[B, 1]</c> and in nats.</summary>
    /// <param name="terms">The parts of the evidence lower bound of a batch.</param>
    protected abstract Variable<T> Objective<T>(VaeTerms<T> terms)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    internal sealed override ModelGraph<T> Record<T>(IvaeNetwork<T> network) =>
        new VaeObjectiveGraph<T>(network, graph => Objective(new VaeTerms<T>(graph)));
}
