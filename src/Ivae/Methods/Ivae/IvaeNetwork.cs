using System.Numerics;
using Ivae.Autodiff;
using Ivae.Distributions;
using Ivae.Networks;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>The parameters of an iVAE: prior p(z | u), posterior q(z | x) and likelihood p(x | z).</summary>
internal sealed class IvaeNetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Creates a model with fresh parameters.</summary>
    /// <param name="options">Families and networks.</param>
    /// <param name="observed">D.</param>
    /// <param name="latents">L.</param>
    /// <param name="auxiliary">Numeric columns and levels of u, whose place regimes take; empty for an unconditional
    /// prior.</param>
    /// <param name="start">Initial linear maps of encoder <c>[D, L]</c> and decoder <c>[L, D]</c>, of a flow
    /// <c>[D, D]</c>, or empty for none.</param>
    /// <param name="stream">Where initial weights come from.</param>
    /// <param name="mask">Which part of u may move which latent, if not all.</param>
    public IvaeNetwork(IvaeOptions options, int observed, int latents, ContextShape auxiliary, LinearStart start,
        RandomStream stream, TargetMask? mask = null)
    {
        if (options.Prior.Regimes?.Most is { } regimes)
            auxiliary = new ContextShape(0, [regimes]);
        (Options, Observed, Latents, Auxiliary) = (options, observed, latents, auxiliary);
        Method = options.Method as DensityMethod
            ?? throw new ArgumentException($"Method \"{options.Method.Name}\" has no density.", nameof(options));
        var read = options.Likelihood.Masked ? 2 * observed : observed;
        var encoderInputs = Method.Encoder.ReadsAuxiliary == true
            ? auxiliary with { Columns = read + auxiliary.Columns }
            : new ContextShape(read, []);
        Prior = new Prior<T>(Parameters, options.Prior, auxiliary, latents, stream.Split("prior"), mask);
        var coordinates = Method.CoordinateCount(latents, observed);
        Complement = Method.Complement(Parameters, options, observed, latents, stream.Split("remainder"));
        Flow = Method.Invertible(Parameters, observed, start, stream.Split("flow"));
        if (Flow is null)
            Posterior = new Posterior<T>(
                Parameters, Method.Encoder, encoderInputs, coordinates, start.Encoder, stream.Split("encoder"));
        Likelihood = new Likelihood<T>(Parameters, options.Likelihood, coordinates, Flow is null, observed,
            start.Decoder, stream.Split("decoder"));
        if (options.Prior.HasRegimes)
            Regimes = new RegimeChain<T>(Parameters, auxiliary.Levels[0]);
    }

    public IvaeOptions Options { get; }

    /// <summary>The method of the options.</summary>
    public DensityMethod Method { get; }

    public int Observed { get; }

    public int Latents { get; }

    public ContextShape Auxiliary { get; }

    public ParameterSet<T> Parameters { get; } = new();

    public Prior<T> Prior { get; }

    /// <summary>The chain of regimes that are not observed; none where there are none.</summary>
    public RegimeChain<T>? Regimes { get; }

    /// <summary>The encoder; none where a flow has invertible layers.</summary>
    public Posterior<T>? Posterior { get; }

    /// <summary>Encoder and decoder of a flow with invertible layers; none otherwise.</summary>
    public InvertibleNetwork<T>? Flow { get; }

    public Likelihood<T> Likelihood { get; }

    /// <summary>
    /// p(v | z) of the residual coordinates v of a flow with fewer latents than columns; none otherwise.
    /// </summary>
    public ComplementDensity<T>? Complement { get; }

    /// <summary>The mean g(x) <c>[B, L]</c> of a posterior that reads x alone.</summary>
    public Variable<T> Encode(Variable<T> observed) =>
        LatentsOf(Flow is null ? Posterior!.MeanOf(observed) : Flow.Forward(observed).Value);

    /// <summary>
    /// Latents of the past as the prior reads them, side by side <c>[B, P·L]</c>, of x of the rows one before, two
    /// before and so on <c>[P·B, D]</c>.
    /// </summary>
    public Variable<T> PastOf(Variable<T> observed)
    {
        var (latents, past) = (Encode(observed), Options.Prior.Past);
        var lags = Enumerable.Range(0, past).Select(lag => latents.Tape.Record(new RowBlock<T>(latents, lag, past)));
        return lags.Aggregate(Functions.Join);
    }

    /// <summary>z <c>[B, L]</c> among the coordinates <c>[B, D]</c> that a flow gives x.</summary>
    public Variable<T> LatentsOf(Variable<T> coordinates) =>
        Complement is null ? coordinates : coordinates.Slice(0, Latents);

    /// <summary>v <c>[B, D − L]</c> among them.</summary>
    public Variable<T> ComplementOf(Variable<T> coordinates) => coordinates.Slice(Latents, Observed - Latents);

    /// <summary>
    /// What a flow with fewer latents than columns takes for noise: its residual coordinates, standardised given z
    /// <c>[B, D − L]</c>.
    /// </summary>
    public Variable<T> Remainder(Variable<T> observed)
    {
        var coordinates = Flow is null ? Posterior!.MeanOf(observed) : Flow.Forward(observed).Value;
        return Complement!.Standardised(ComplementOf(coordinates), LatentsOf(coordinates));
    }

    /// <summary>
    /// f(z) <c>[B, D]</c>: locations, logits or log-rates; of a flow with fewer latents than columns x at v = m(z).
    /// </summary>
    public Variable<T> Decode(Variable<T> latents) =>
        DecodeCoordinates(Complement is null ? latents : latents.Join(Complement.Mean(latents)));

    /// <summary>
    /// x <c>[B, D]</c> of a flow with residual coordinates v at latents and standard normal noise for v, side by side
    /// <c>[B, D]</c>.
    /// </summary>
    public Variable<T> DecodeDraw(Variable<T> latentsAndNoise)
    {
        var latents = LatentsOf(latentsAndNoise);
        return DecodeCoordinates(latents.Join(Complement!.Sample(latents, ComplementOf(latentsAndNoise))));
    }

    /// <summary>
    /// f(z) <c>[B, D]</c> and its Jacobian <c>[B·k, D]</c>, k ≥ L: row b·k + i is ∂f/∂z_i for i &lt; L.
    /// </summary>
    public (Variable<T> Decoded, Variable<T> Jacobian) DecodeWithJacobian(Variable<T> latents)
    {
        if (Flow is not null)
        {
            // The inverse of x → (z, v − m(z)) moves along v = m(z) with z.
            var x = Decode(latents);
            return (x, x.Tape.Record(new InverseJacobian<T>(x, Straightened, Parameters)));
        }

        var identity = latents.Tape.Record(new IdentityTangent<T>(latents));
        if (Complement is null)
            return Likelihood.DecodeWithTangents(latents, identity);
        var (mean, tangent) = Complement.MeanWithTangents(latents, identity);
        return Likelihood.DecodeWithTangents(latents.Join(mean), identity.Join(tangent));
    }

    private Variable<T> DecodeCoordinates(Variable<T> coordinates) =>
        Flow?.Inverse(coordinates) ?? Likelihood.Decode(coordinates);

    private Variable<T> Straightened(Variable<T> x)
    {
        var coordinates = Flow!.Forward(x).Value;
        if (Complement is null)
            return coordinates;
        var latents = LatentsOf(coordinates);
        return latents.Join(ComplementOf(coordinates) - Complement.Mean(latents));
    }
}
