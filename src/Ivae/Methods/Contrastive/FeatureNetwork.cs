using System.Numerics;
using Ivae.Autodiff;
using Ivae.Networks;
using Ivae.Numerics;

namespace Ivae.Methods.Contrastive;

/// <summary>
/// Features h(x) <c>[B, F]</c> of observations <c>[B, D]</c>: a fully connected network, beside a linear map where
/// wished, with maxout units and an absolute value at its end where wished.
/// </summary>
internal sealed class FeatureNetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterSet<T> parameters;
    private readonly FeatureOptions options;
    private readonly bool absolute;
    private readonly Parameter? linear;
    private readonly Mlp<T>? smooth;
    private readonly List<(Parameter Weight, Parameter Bias)> layers = [];

    /// <summary>Creates the parameters.</summary>
    /// <param name="parameters">Where they are kept.</param>
    /// <param name="options">Shape of the network.</param>
    /// <param name="observed">D.</param>
    /// <param name="features">F.</param>
    /// <param name="absolute">Whether h is the absolute value of what the network gives.</param>
    /// <param name="start">A linear map <c>[D, F]</c> beside the network, or empty for none.</param>
    /// <param name="stream">Where the initial weights come from.</param>
    public FeatureNetwork(ParameterSet<T> parameters, FeatureOptions options, int observed, int features, bool absolute,
        double[] start, RandomStream stream)
    {
        (this.parameters, this.options, this.absolute, Observed, Features) =
            (parameters, options, absolute, observed, features);
        linear = start.Length == 0 ? null : parameters.Add("features.linear", observed, features, start);
        if (options.MaxoutPieces == 1)
        {
            smooth =
                new Mlp<T>(parameters, "features", new ContextShape(observed, []), features, options.Network, stream);
            return;
        }

        int[] widths = [observed, .. options.Network.HiddenWidths, features];
        for (var layer = 0; layer + 1 < widths.Length; layer++)
        {
            var (from, to) =
                (widths[layer], widths[layer + 1] * (layer + 2 < widths.Length ? options.MaxoutPieces : 1));
            var weight = parameters.Add($"features.{layer}.weight", from, to,
                Initial.Weights(options.Network.Initialiser, from, from, widths[layer + 1], stream));
            layers.Add((weight, parameters.Add($"features.{layer}.bias", 1, to)));
        }
    }

    /// <summary>D.</summary>
    public int Observed { get; }

    /// <summary>F.</summary>
    public int Features { get; }

    /// <summary>h(x) <c>[B, F]</c>.</summary>
    public Variable<T> Apply(Variable<T> x)
    {
        var h = smooth?.Apply(Context<T>.Of(x)) ?? Pieces(x);
        if (linear is not null)
            h += x.Affine(x.Tape.View(parameters, linear));
        return absolute ? x.Tape.Record(new Absolute<T>(h)) : h;
    }

    /// <summary>
    /// h(x) <c>[B, F]</c> and its Jacobian <c>[B·D, F]</c>; only of a network without maxout units and absolute values.
    /// </summary>
    public (Variable<T> Value, Variable<T> Jacobian) WithJacobian(Variable<T> x)
    {
        var identity = x.Tape.Record(new IdentityTangent<T>(x));
        var (value, jacobian) = smooth!.ApplyWithTangents(Context<T>.Of(x), identity);
        if (linear is null)
            return (value, jacobian);
        var map = x.Tape.View(parameters, linear);
        return (value + x.Affine(map), jacobian + identity.Affine(map));
    }

    private Variable<T> Pieces(Variable<T> hidden)
    {
        foreach (var (weight, bias) in layers)
        {
            hidden = hidden.Affine(hidden.Tape.View(parameters, weight), hidden.Tape.View(parameters, bias));
            if (weight != layers[^1].Weight)
                hidden = hidden.Tape.Record(new Maxout<T>(hidden, options.MaxoutPieces));
        }

        return hidden;
    }
}
