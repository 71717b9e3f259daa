using System.Numerics;
using Ivae.Autodiff;
using Ivae.Distributions;
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
        Prior = new Prior<T>(Parameters, options.Prior, auxiliary, latents, stream.Split("prior"));
        Posterior = new Posterior<T>(Parameters, options.Posterior, encoderInputs, latents, start.Encoder, stream.Split("encoder"));
        Likelihood = new Likelihood<T>(Parameters, options.Likelihood, latents, observed, start.Decoder, stream.Split("decoder"));
    }

    public IvaeOptions Options { get; }

    public int Observed { get; }

    public int Latents { get; }

    public ContextShape Auxiliary { get; }

    public ParameterSet<T> Parameters { get; } = new();

    public Prior<T> Prior { get; }

    public Posterior<T> Posterior { get; }

    public Likelihood<T> Likelihood { get; }
}
