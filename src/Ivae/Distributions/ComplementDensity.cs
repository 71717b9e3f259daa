using System.Numerics;
using Ivae.Autodiff;
using Ivae.Networks;
using Ivae.Numerics;

namespace Ivae.Distributions;

/// <summary>
/// p(v | z) = N(m(z), diag s(z)²) of the D − L residual coordinates v of a flow with latents z: the noise, which
/// does not depend on u. Where x lies on a surface, s is small.
/// </summary>
/// <remarks>Compare Sorrenson, Rother and Köthe, ICLR 2020, whose noise does not depend on z.</remarks>
internal sealed class ComplementDensity<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // |log s| is less: one row far off must not make p infinitely narrow, or wide. The flow's last linear map takes
    // care of the rest.
    private const double MaxLogScale = 3;
    private readonly Mlp<T> network;
    private readonly int columns;

    /// <summary>Creates the network; m is 0 and s is 1 at first.</summary>
    /// <param name="parameters">Where its parameters are kept.</param>
    /// <param name="latents">L.</param>
    /// <param name="columns">D − L.</param>
    /// <param name="options">The network.</param>
    /// <param name="rate">Learning rate of the network by that of the flow's layers.</param>
    /// <param name="stream">Where initial weights come from.</param>
    public ComplementDensity(
        ParameterSet<T> parameters, int latents, int columns, NetworkOptions options, double rate, RandomStream stream)
    {
        this.columns = columns;
        var others = parameters.All.Count;
        network = new Mlp<T>(parameters, "remainder", new ContextShape(latents, []), 2 * columns, options, stream);
        foreach (var parameter in parameters.All.Skip(others))
            parameter.Rate = rate;
        parameters.ValuesOf(parameters.All[^2]).Clear(); // weights of the last layer, before its biases
    }

    /// <summary>log p(v | z) <c>[B, 1]</c>, in nats.</summary>
    public Variable<T> LogDensity(Variable<T> v, Variable<T> z)
    {
        var numbers = Numbers(z);
        return new LocationScaleDensity<T>(PriorFamily.Gaussian, numbers.Slice(0, columns), LogScale(numbers))
            .LogDensity(v);
    }

    /// <summary>(v − m(z)) / s(z) <c>[B, D − L]</c>, standard normal if p(v | z) is right.</summary>
    public Variable<T> Standardised(Variable<T> v, Variable<T> z)
    {
        var numbers = Numbers(z);
        return (v - numbers.Slice(0, columns)) * v.Tape.Record(new Exponential<T>(LogScale(numbers), -1));
    }

    /// <summary>m(z) <c>[B, D − L]</c>.</summary>
    public Variable<T> Mean(Variable<T> z) => Numbers(z).Slice(0, columns);

    /// <summary>
    /// m(z) <c>[B, D − L]</c> and its tangents <c>[B·k, D − L]</c> along k tangents of each row of z.
    /// </summary>
    public (Variable<T> Value, Variable<T> Tangent) MeanWithTangents(Variable<T> z, Variable<T> tangent)
    {
        var (value, change) = network.ApplyWithTangents(Context<T>.Of(z), tangent);
        return (value.Slice(0, columns), change.Slice(0, columns));
    }

    /// <summary>A draw m(z) + s(z)·ε <c>[B, D − L]</c> from standard normal <paramref name="noise"/> ε.</summary>
    public Variable<T> Sample(Variable<T> z, Variable<T> noise)
    {
        var numbers = Numbers(z);
        return numbers.Slice(0, columns) + z.Tape.Record(new Exponential<T>(LogScale(numbers), 1)) * noise;
    }

    private Variable<T> Numbers(Variable<T> z) => network.Apply(Context<T>.Of(z));

    private Variable<T> LogScale(Variable<T> numbers) =>
        MaxLogScale * (numbers.Slice(columns, columns) * (1 / MaxLogScale)).Activate(Activation.Tanh);
}
