using System.Numerics;
using Ivae.Autodiff;
using Ivae.Networks.Invertible;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>
/// An encoder z = g(x) of R^n made of invertible layers: its log |det| is the sum of theirs, and the decoder f = g⁻¹
/// undoes them from the last to the first. Those after the first linear map may leave the last coordinates as they are.
/// </summary>
internal sealed class InvertibleNetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<IFlowLayer<T>> layers = [];
    private readonly int columns;
    private readonly int changed;

    /// <summary>Creates the layers.</summary>
    /// <param name="parameters">Where their parameters are kept.</param>
    /// <param name="options">Kind and number of layers, and how many coordinates those after the first change.</param>
    /// <param name="n">Columns of x and z.</param>
    /// <param name="start">What the first linear map starts at <c>[n, n]</c>, or empty for the identity, at which the
    /// others start; or where all layers start.</param>
    /// <param name="stream">Where initial weights come from.</param>
    public InvertibleNetwork(
        ParameterSet<T> parameters, FlowMethod options, int n, LinearStart start, RandomStream stream)
    {
        var first = start.Encoder;
        (columns, changed) = (n, options.Layers == FlowLayers.Linear ? n : options.Coordinates ?? n);
        for (var i = 0; i < options.DepthFor(changed); i++)
        {
            var width = i == 0 ? n : changed;
            var given = start.Layers?[i];
            var usual = i == 0 && first.Length > 0 ? first : Identity(width);
            layers.Add(new LinearLayer<T>(
                parameters, $"flow.{i}.linear", width, given?.Weight ?? usual, given?.Bias));
            layers.AddRange(
                Nonlinear(parameters, options, $"flow.{i}.nonlinear", changed, stream.Split((ulong)i), given?.Map));
        }

        var end = start.Layers?[^1];
        var last = layers.Count == 0 && first.Length > 0 ? first : Identity(changed);
        layers.Add(new LinearLayer<T>(parameters, "flow.last.linear", changed, end?.Weight ?? last, end?.Bias));
    }

    /// <summary>z <c>[B, n]</c> and log |det ∂z/∂x| <c>[B, 1]</c>.</summary>
    public (Variable<T> Value, Variable<T> LogDeterminant) Forward(Variable<T> x)
    {
        (x, var shared) = layers[0].Forward(x);
        Variable<T>? perRow = null, rest = null;
        if (changed < columns)
            (x, rest) = (x.Slice(0, changed), x.Slice(changed, columns - changed));
        if (RisingPairs() is { Length: > 0 } pairs)
        {
            var tape = x.Tape;
            var all = new RisingLayers<T>(x, [.. pairs.Select(pair => pair.Rising.Before(pair.Linear, tape))]);
            (x, perRow) = (tape.Record(all), all.SecondOutput);
            foreach (var (_, linear) in pairs)
                shared += linear.LogDeterminant(tape);
        }
        else
        {
            foreach (var layer in layers.Skip(1))
            {
                (x, var part) = layer.Forward(x);
                if (layer is LinearLayer<T>)
                    shared += part;
                else
                    perRow = perRow is null ? part : perRow + part;
            }
        }

        var logDeterminant = (perRow ?? x.Slice(0, 1) * 0) + shared; // a row each, also of a linear map
        return (rest is null ? x : x.Tape.Record(new Concatenate<T>(x, rest)), logDeterminant);
    }

    /// <summary>x <c>[B, n]</c> of given z <c>[B, n]</c>, without gradient.</summary>
    public Variable<T> Inverse(Variable<T> z)
    {
        var rest = changed < columns ? z.Slice(changed, columns - changed) : null;
        if (rest is not null)
            z = z.Slice(0, changed);
        for (var i = layers.Count - 1; i > 0; i--)
            z = layers[i].Inverse(z);
        return layers[0].Inverse(rest is null ? z : z.Tape.Record(new Concatenate<T>(z, rest)));
    }

    /// <summary>
    /// All layers but the first, a rising and a linear one at a time; empty where there are others.
    /// </summary>
    private (MonotoneLayer<T> Rising, LinearLayer<T> Linear)[] RisingPairs() =>
        layers.Count > 1 && layers.OfType<MonotoneLayer<T>>().Count() * 2 + 1 == layers.Count
            ? [.. layers.OfType<MonotoneLayer<T>>().Zip(layers.OfType<LinearLayer<T>>().Skip(1))]
            : [];

    private static double[] Identity(int n)
    {
        var identity = new double[n * n];
        for (var i = 0; i < n; i++)
            identity[i * (n + 1)] = 1;
        return identity;
    }

    private static IEnumerable<IFlowLayer<T>> Nonlinear(
        ParameterSet<T> parameters, FlowMethod options, string name, int n, RandomStream stream,
        IReadOnlyDictionary<string, double[]>? maps) =>
        (n == 1 ? FlowLayers.Gaussianization : options.Layers) switch
        {
            FlowLayers.Coupling =>
                [new AffineCoupling<T>(parameters, name, n, preservesVolume: false, options.Network, stream)],
            FlowLayers.Gin =>
                [new AffineCoupling<T>(parameters, name, n, preservesVolume: true, options.Network, stream)],
            FlowLayers.Spline => [new SplineCoupling<T>(parameters, name, n, options.Network, stream)],
            FlowLayers.Residual => options.Network.HiddenWidths.Select((width, i) =>
                new ResidualLayer<T>(parameters, $"{name}.{i}", n, width, options.Network.Activation, stream)),
            _ => [new MonotoneLayer<T>(parameters, name, n, stream, maps)],
        };
}
