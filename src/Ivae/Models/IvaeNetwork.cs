using System.Numerics;
using Ivae.Autodiff;
using Ivae.Distributions;
using Ivae.Flows;
using Ivae.Networks;
using Ivae.Numerics;

namespace Ivae.Models;

/// <summary>The parameters of an iVAE: prior p(z | u), posterior q(z | x) and likelihood p(x | z).</summary>
internal sealed class IvaeNetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Creates a model with fresh parameters.</summary>
    /// <param name="options">Families and networks.</param>
    /// <param name="observed">D.</param>
    /// <param name="latents">L.</param>
    /// <param name="auxiliary">Numeric columns and levels of u; empty for an unconditional prior.</param>
    /// <param name="start">Initial linear maps of encoder <c>[D, L]</c> and decoder <c>[L, D]</c>, or empty for none.</param>
    /// <param name="stream">Where initial weights come from.</param>
    public IvaeNetwork(IvaeOptions options, int observed, int latents, ContextShape auxiliary, LinearStart start, RandomStream stream)
    {
        (Options, Observed, Latents, Auxiliary) = (options, observed, latents, auxiliary);
        var encoderInputs = options.Posterior.ReadsAuxiliary ? auxiliary with { Columns = observed + auxiliary.Columns } : new ContextShape(observed, []);
        var (inner, outer) = (observed, start);
        if (options.IsFlow && latents < observed)
        {
            Chart = new Chart<T>(Parameters, options, observed, latents, start, stream.Split("chart"));
            (inner, outer, encoderInputs) = (latents, LinearStart.Identity(start.Encoder.Length == 0 ? 0 : latents), new ContextShape(latents, []));
        }

        Prior = new Prior<T>(Parameters, options.Prior, auxiliary, latents, stream.Split("prior"));
        if (options.IsFlow && options.Flow.Layers is not (null or FlowLayers.FreeForm))
            Flow = new InvertibleNetwork<T>(Parameters, options.Flow, latents, outer.Encoder, stream.Split("flow"));
        else
            Posterior = new Posterior<T>(Parameters, options.Posterior, encoderInputs, latents, outer.Encoder, stream.Split("encoder"));
        Likelihood = new Likelihood<T>(Parameters, options.Likelihood, latents, Flow is null ? inner : null, observed, outer.Decoder, stream.Split("decoder"));
    }

    public IvaeOptions Options { get; }

    public int Observed { get; }

    public int Latents { get; }

    public ContextShape Auxiliary { get; }

    public ParameterSet<T> Parameters { get; } = new();

    /// <summary>Between x and the flow, where a flow has fewer latents than observed columns; none otherwise.</summary>
    public Chart<T>? Chart { get; }

    public Prior<T> Prior { get; }

    /// <summary>The encoder; none where a flow has invertible layers.</summary>
    public Posterior<T>? Posterior { get; }

    /// <summary>Encoder and decoder of a flow with invertible layers; none otherwise.</summary>
    public InvertibleNetwork<T>? Flow { get; }

    public Likelihood<T> Likelihood { get; }

    /// <summary>Columns of what the flow reads: D, or L where there is a chart.</summary>
    public int FlowColumns => Chart is null ? Observed : Latents;

    /// <summary>The mean g(x) <c>[B, L]</c> of a posterior that reads x alone.</summary>
    public Variable<T> Encode(Variable<T> observed)
    {
        var inner = Chart?.Encode(observed) ?? observed;
        return Flow is null ? Posterior!.MeanOf(inner) : Flow.Forward(inner).Value;
    }

    /// <summary>f(z) <c>[B, D]</c>: locations, logits or log-rates.</summary>
    public Variable<T> Decode(Variable<T> latents)
    {
        var decoded = Flow?.Inverse(latents) ?? Likelihood.Decode(latents);
        return Chart?.Decode(decoded) ?? decoded;
    }

    /// <summary>f(z) <c>[B, D]</c> and its Jacobian <c>[B·L, D]</c>: row b·L + i is ∂f/∂z_i.</summary>
    public (Variable<T> Decoded, Variable<T> Jacobian) DecodeWithJacobian(Variable<T> latents)
    {
        var (decoded, jacobian) = Flow?.InverseWithJacobian(latents) ?? Likelihood.DecodeWithJacobian(latents);
        return Chart?.DecodeWithTangents(decoded, jacobian) ?? (decoded, jacobian);
    }
}
