using System.Numerics;
using Ivae.Autodiff;
using Ivae.Networks;
using Ivae.Numerics;

namespace Ivae.Distributions;

/// <summary>
/// q(z | x) or q(z | x, u): a Gaussian whose mean is a linear map of x plus a network, and whose factor is a network's.
/// </summary>
internal sealed class Posterior<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Of a row far from all others the network may say ± 50, and one draw of a deviation of e^50 ends a training:
    // nothing holds it where the gradient of several draws leaves out the entropy (LogDensityGiven). Latents are about
    // 1 wide and no posterior is wider than its prior; 4.5e-5 is less than any noise that is left.
    private const double LeastLogDeviation = -10;
    private const double MostLogDeviation = 3;
    private const double MostOfFactor = 10;

    private readonly ParameterSet<T> parameters;
    private readonly int latents;
    private readonly PosteriorCovariance covariance;
    private readonly int factorEntries;
    private readonly Mlp<T> network;
    private readonly Mlp<T>? factorNetwork;
    private readonly Parameter? linear;

    /// <summary>Creates the encoder.</summary>
    /// <param name="parameters">Where its parameters are kept.</param>
    /// <param name="options">Covariance and network.</param>
    /// <param name="inputs">What the network reads.</param>
    /// <param name="latents">L.</param>
    /// <param name="linear">Initial linear map from x to the mean <c>[D, L]</c>, or empty for none.</param>
    /// <param name="stream">Where initial weights come from.</param>
    public Posterior(ParameterSet<T> parameters, PosteriorOptions options, ContextShape inputs, int latents,
        ReadOnlySpan<double> linear, RandomStream stream)
    {
        this.parameters = parameters;
        this.latents = latents;
        covariance = options.Factor;
        factorEntries = covariance.Entries(latents);
        var factorOutputs = covariance.HasDensity ? latents + factorEntries : 0;
        var isSeparate = options.SeparateNetworks == true;
        network = new Mlp<T>(parameters, "encoder", inputs,
            isSeparate ? latents : latents + factorOutputs, options.Network, stream.Split("mean"));
        if (isSeparate)
            factorNetwork = new Mlp<T>(
                parameters, "encoder.factor", inputs, factorOutputs, options.Network, stream.Split("factor"));
        if (!linear.IsEmpty)
            this.linear = parameters.Add("encoder.linear", linear.Length / latents, latents, linear);
    }

    /// <summary>The posterior of a batch.</summary>
    /// <param name="observed">x <c>[B, D]</c>, for the linear map.</param>
    /// <param name="context">What the network reads.</param>
    /// <param name="logNoise">log σ of the observation noise <c>[1, 1]</c>, which the factor is relative to, or
    /// none.</param>
    public GaussianPosterior<T> Given(Variable<T> observed, Context<T> context, Variable<T>? logNoise)
    {
        var heads = network.Apply(context);
        var factor =
            factorNetwork is null ? heads.Slice(latents, latents + factorEntries) : factorNetwork.Apply(context);
        var mean = factorNetwork is null ? heads.Slice(0, latents) : heads;
        if (linear is not null)
            mean += observed.Affine(context.Tape.View(parameters, linear));
        var logDiagonal = factorEntries == 0 ? factor : factor.Slice(0, latents);
        if (logNoise is not null)
            logDiagonal += logNoise;
        if (covariance.HasDensity)
            logDiagonal = Limited(logDiagonal, LeastLogDeviation, MostLogDeviation);
        return covariance.Posterior(mean, logDiagonal, (start, count) =>
            Limited(factor.Slice(latents + start, count), -MostOfFactor, MostOfFactor));

        Variable<T> Limited(Variable<T> x, double least, double most) =>
            context.Tape.Record(new SoftLimit<T>(x, least, most));
    }

    /// <summary>The mean g(x) <c>[B, L]</c> alone.</summary>
    public Variable<T> MeanOf(Variable<T> observed)
    {
        var mean = network.Apply(Context<T>.Of(observed));
        return linear is null ? mean : mean + observed.Affine(observed.Tape.View(parameters, linear));
    }

    /// <summary>The mean g(x) <c>[B, L]</c> alone, and its Jacobian <c>[B·D, L]</c>: row b·D + k is ∂g/∂x_k.</summary>
    public (Variable<T> Mean, Variable<T> Jacobian) WithJacobian(Variable<T> observed) =>
        WithTangents(observed, observed.Tape.Record(new IdentityTangent<T>(observed)));

    /// <summary>
    /// The mean g(x) <c>[B, L]</c> alone, and its tangents <c>[B·k, L]</c> along k given directions <c>[B·k, D]</c> of
    /// each row of x.
    /// </summary>
    public (Variable<T> Mean, Variable<T> Tangent) WithTangents(Variable<T> observed, Variable<T> directions)
    {
        var (mean, tangent) = network.ApplyWithTangents(Context<T>.Of(observed), directions);
        if (linear is null)
            return (mean, tangent);
        var map = observed.Tape.View(parameters, linear);
        return (mean + observed.Affine(map), tangent + directions.Affine(map));
    }
}
