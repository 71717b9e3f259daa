using System.Numerics;
using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Networks;

/// <summary>
/// A linear map beside a network: y = x·A + network(x). The linear part lets training start at a map that already
/// works.
/// </summary>
internal sealed class SkipMlp<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterSet<T> parameters;
    private readonly Mlp<T> network;
    private readonly Parameter? linear;

    /// <summary>Creates the parameters.</summary>
    /// <param name="parameters">Where they are kept.</param>
    /// <param name="name">Prefix of their names, such as "decoder".</param>
    /// <param name="inputs">Columns of x.</param>
    /// <param name="outputs">Columns of y.</param>
    /// <param name="options">The network.</param>
    /// <param name="linear">Initial A <c>[inputs, outputs]</c>, or empty for no linear map.</param>
    /// <param name="stream">Where initial weights come from.</param>
    public SkipMlp(ParameterSet<T> parameters, string name, int inputs, int outputs, NetworkOptions options,
        ReadOnlySpan<double> linear, RandomStream stream)
    {
        this.parameters = parameters;
        network = new Mlp<T>(parameters, name, new ContextShape(inputs, []), outputs, options, stream);
        this.linear = linear.IsEmpty ? null : parameters.Add($"{name}.linear", inputs, outputs, linear);
    }

    /// <summary>y <c>[B, outputs]</c>.</summary>
    public Variable<T> Apply(Variable<T> x)
    {
        var y = network.Apply(Context<T>.Of(x));
        return linear is null ? y : y + x.Affine(x.Tape.View(parameters, linear));
    }

    /// <summary>
    /// y <c>[B, outputs]</c> and its tangents <c>[B·k, outputs]</c> along k given tangents <c>[B·k, inputs]</c> of each
    /// row of x.
    /// </summary>
    public (Variable<T> Value, Variable<T> Tangent) ApplyWithTangents(Variable<T> x, Variable<T> tangent)
    {
        var (y, dy) = network.ApplyWithTangents(Context<T>.Of(x), tangent);
        if (linear is null)
            return (y, dy);
        var map = x.Tape.View(parameters, linear);
        return (y + x.Affine(map), dy + tangent.Affine(map));
    }
}
