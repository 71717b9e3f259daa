using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>An iVAE whose divergence costs nothing below some nats per row ("free bits", Kingma et al. 2016).</summary>
internal sealed record FreeBitsMethod : VaeObjectiveMethod
{
    public FreeBitsMethod()
        : base("free-bits", "iVAE with free bits", "None of its own.") => NeedsAuxiliary = true;

    /// <summary>λ ≥ 0, in nats per row.</summary>
    public double FreeNats { get; init; } = 0.5;

    protected override Variable<T> Objective<T>(VaeTerms<T> terms)
    {
        var above = (terms.Divergence + -FreeNats).Activate(Activation.Relu);
        return terms.LogLikelihood - (above + FreeNats);
    }

    protected override IEnumerable<string> Problems() => Negative(("free_nats", FreeNats));
}
