using System.Numerics;
using Ivae.Autodiff;
using Ivae.Networks;
using Ivae.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Ivae.Models;

/// <summary>Coordinates y ∈ R^L of a surface in R^D that x lies on, or near: an encoder x → y and a decoder y → x, learned as an autoencoder and then whitened.</summary>
internal sealed class Chart<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterSet<T> parameters;
    private readonly SkipMlp<T> encoder;
    private readonly SkipMlp<T> decoder;
    private readonly Parameter whiten;
    private readonly Parameter centre;
    private readonly Parameter colour;
    private readonly Parameter mean;

    /// <summary>Creates a chart that starts at the principal components.</summary>
    public Chart(ParameterSet<T> parameters, IvaeOptions options, int observed, int latents, LinearStart start, RandomStream stream)
    {
        this.parameters = parameters;
        encoder = new SkipMlp<T>(parameters, "chart.encoder", observed, latents, options.Posterior.Network, start.Encoder, stream.Split("encoder"));
        decoder = new SkipMlp<T>(parameters, "chart.decoder", latents, observed, options.Likelihood.Network, start.Decoder, stream.Split("decoder"));
        var identity = LinearStart.Identity(latents).Encoder;
        whiten = parameters.Add("chart.whiten", latents, latents, identity);
        centre = parameters.Add("chart.centre", 1, latents);
        colour = parameters.Add("chart.colour", latents, latents, identity);
        mean = parameters.Add("chart.mean", 1, latents);
    }

    /// <summary>The coordinates y <c>[B, L]</c> of x <c>[B, D]</c>.</summary>
    public Variable<T> Encode(Variable<T> x) => encoder.Apply(x).Affine(x.Tape.View(parameters, whiten), x.Tape.View(parameters, centre));

    /// <summary>x <c>[B, D]</c> at coordinates y <c>[B, L]</c>.</summary>
    public Variable<T> Decode(Variable<T> y) => decoder.Apply(Coloured(y));

    /// <summary>x <c>[B, D]</c> at coordinates y <c>[B, L]</c>, and its tangents <c>[B·k, D]</c> along tangents <c>[B·k, L]</c> of y.</summary>
    public (Variable<T> Value, Variable<T> Tangent) DecodeWithTangents(Variable<T> y, Variable<T> tangent)
        => decoder.ApplyWithTangents(Coloured(y), tangent.Affine(y.Tape.View(parameters, colour)));

    /// <summary>Changes to coordinates y′ = (y − m)·S, once the chart has been trained.</summary>
    /// <param name="mean">m <c>[L]</c>.</param>
    /// <param name="change">S and its inverse, each <c>[L, L]</c>.</param>
    public void ChangeCoordinates(IReadOnlyList<double> mean, LinearStart change)
    {
        var n = mean.Count;
        var (forward, backward) = (Matrix<double>.Build.DenseOfRowMajor(n, n, change.Encoder), Matrix<double>.Build.DenseOfRowMajor(n, n, change.Decoder));
        var m = Matrix<double>.Build.DenseOfRowMajor(1, n, mean);
        var colourOf = Get(colour);
        Set(whiten, Get(whiten) * forward);
        Set(centre, (Get(centre) - m) * forward);
        Set(colour, backward * colourOf);
        Set(this.mean, m * colourOf + Get(this.mean));
    }

    private Matrix<double> Get(Parameter parameter)
        => Matrix<double>.Build.DenseOfRowMajor(parameter.Rows, parameter.Columns, parameters.ValuesOf(parameter).ToArray().Select(double.CreateTruncating));

    private void Set(Parameter parameter, Matrix<double> values)
        => values.ToRowMajorArray().Select(T.CreateTruncating).ToArray().CopyTo(parameters.ValuesOf(parameter));

    private Variable<T> Coloured(Variable<T> y) => y.Affine(y.Tape.View(parameters, colour), y.Tape.View(parameters, mean));
}
