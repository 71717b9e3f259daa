using System.Numerics;
using Ivae.Autodiff;
using Ivae.Networks;
using Ivae.Numerics;
using Ivae.Onnx;

namespace Ivae.Distributions;

/// <summary>p(x | z): a decoder f, a linear map of z plus a network, and the noise around it.</summary>
internal sealed class Likelihood<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterSet<T> parameters;
    private readonly LikelihoodOptions options;
    private readonly SkipMlp<T>? network;
    private const double LeastRate = 1e-6;

    private readonly Parameter? logScale;

    /// <summary>Creates the decoder.</summary>
    /// <param name="parameters">Where its parameters are kept.</param>
    /// <param name="options">Family, noise and network.</param>
    /// <param name="latents">Columns of what is decoded: L, or D of a flow.</param>
    /// <param name="decodes">Whether there is a network; none where the inverse of the encoder decodes.</param>
    /// <param name="observed">D.</param>
    /// <param name="linear">Initial linear map of the decoder <c>[L, D]</c>, or empty for none.</param>
    /// <param name="stream">Where initial weights come from.</param>
    public Likelihood(ParameterSet<T> parameters, LikelihoodOptions options, int latents, bool decodes, int observed,
        ReadOnlySpan<double> linear, RandomStream stream)
    {
        (this.parameters, this.options) = (parameters, options);
        if (decodes)
            network = new SkipMlp<T>(parameters, "decoder", latents, observed, options.Network, linear, stream);
        // A fixed scale is no parameter: weight decay would move it.
        if (!HasNoise || options.Noise == NoiseVariance.Fixed)
            return;
        var isOwn = options.Noise == NoiseVariance.LearnedPerColumn || options.Family.Noise is null;
        var scales = isOwn ? observed : 1;
        logScale = parameters.Add("decoder.log_scale", 1, scales, Enumerable.Repeat(GivenLogScale, scales).ToArray());
    }

    private bool HasNoise => options.Family.HasScale
        && (options.Noise != NoiseVariance.None || options.Family.Noise is null);

    private double GivenLogScale => options.Family.LogScaleOf(options.Variance);

    /// <summary>
    /// log of the noise scale averaged over columns <c>[1, 1]</c>, or none for discrete observations.
    /// </summary>
    public Variable<T>? LogNoise(Tape<T> tape) => options.Family.Noise is null ? null : LogScale(tape)?.Average();

    /// <summary>f(z) <c>[B, D]</c>: locations, logits or log-rates.</summary>
    public Variable<T> Decode(Variable<T> latents) =>
        Offset(latents.Tape) is { } offset ? network!.Apply(latents) + offset : network!.Apply(latents);

    /// <summary>f(z) <c>[B, D]</c> and its tangents <c>[B·k, D]</c> along k tangents of each row of z.</summary>
    public (Variable<T> Decoded, Variable<T> Tangent) DecodeWithTangents(Variable<T> latents, Variable<T> tangent)
    {
        var (decoded, along) = network!.ApplyWithTangents(latents, tangent);
        return (Offset(latents.Tape) is { } offset ? decoded + offset : decoded, along);
    }

    /// <summary>log p(x | f(z)) <c>[B, 1]</c>, in nats.</summary>
    public Variable<T> LogDensity(Variable<T> observed, Variable<T> decoded)
        => options.Family.LogDensity(observed, decoded, LogScale(observed.Tape));

    /// <summary>E[x | f] for one number of f(z).</summary>
    public double Mean(double decoded) => options.Family.Mean(decoded);

    /// <summary>The same in an ONNX graph.</summary>
    public OnnxValue Mean(OnnxValue decoded) => options.Family.Mean(decoded);

    /// <summary>A draw of x for one number of f(z) in one column.</summary>
    public double Sample(double decoded, int column, RandomStream stream)
        => options.Family.Sample(decoded, Scale(column), stream);

    /// <summary>What log-rates are counted from <c>[1, D]</c>, if anything: those of the usual counts.</summary>
    private Variable<T>? Offset(Tape<T> tape)
    {
        if (options.LogCentre is not { } centre)
            return null;
        var offset = tape.Input(centre.Count);
        offset.Resize(1);
        for (var j = 0; j < centre.Count; j++)
            offset.Value[j] = T.CreateTruncating(Math.Log(Math.Max(Math.Exp(centre[j]) - 1, LeastRate)));
        return offset;
    }

    private double Scale(int column)
    {
        if (logScale is null)
            return HasNoise ? Math.Exp(GivenLogScale) : 0;
        var values = parameters.ValuesOf(logScale);
        return Math.Exp(double.CreateTruncating(values[values.Length == 1 ? 0 : column]));
    }

    private Variable<T>? LogScale(Tape<T> tape)
    {
        if (logScale is not null)
            return tape.View(parameters, logScale);
        if (!HasNoise)
            return null;
        var fixedScale = tape.Input(1);
        fixedScale.Resize(1);
        fixedScale.Value[0] = T.CreateTruncating(GivenLogScale);
        return fixedScale;
    }
}
