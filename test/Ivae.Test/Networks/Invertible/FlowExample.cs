using Ivae.Autodiff;
using Ivae.Methods;
using Ivae.Numerics;

namespace Ivae.Test.Networks.Invertible;

/// <summary>Small flows of every kind.</summary>
internal static class FlowExample
{
    /// <summary>The kinds whose layers are invertible.</summary>
    public static readonly FlowLayers[] Invertible =
        [.. Enum.GetValues<FlowLayers>().Where(kind => kind != FlowLayers.FreeForm)];

    /// <summary>Options of a flow of two layers.</summary>
    public static FlowMethod Options(FlowLayers kind) => kind switch
    {
        FlowLayers.Linear => new() { Layers = kind },
        FlowLayers.FreeForm or FlowLayers.Gaussianization => new() { Layers = kind, Depth = 2 },
        _ => new() { Layers = kind, Depth = 2, Network = new() { HiddenWidths = [4] } },
    };

    /// <summary>Those of a fit, with as many of these layers.</summary>
    public static IvaeOptions Fit(FlowLayers kind) => new() { Method = Options(kind) };

    /// <summary>
    /// A flow of R^n with parameters far from the identity, whose layers after the first change some of the
    /// coordinates.
    /// </summary>
    public static (InvertibleNetwork<double> Flow, ParameterSet<double> Parameters) Make(
        FlowLayers kind, int n, int changed, ulong seed = 1)
    {
        var parameters = new ParameterSet<double>();
        var options = Options(kind) with { Coordinates = kind == FlowLayers.Linear ? null : changed };
        var flow = new InvertibleNetwork<double>(parameters, options, n, LinearStart.None, new RandomStream(seed));
        var stream = new RandomStream(seed).Split("parameters");
        foreach (var parameter in parameters.All)
        {
            var values = parameters.ValuesOf(parameter);
            for (var i = 0; i < values.Length; i++)
                values[i] = parameter.Name.EndsWith(".linear.weight", StringComparison.Ordinal)
                    ? (i % (parameter.Columns + 1) == 0 ? 1 : 0) + stream.NextUniform(-0.3, 0.3)
                    : stream.NextUniform(-0.8, 0.8);
        }

        return (flow, parameters);
    }
}
