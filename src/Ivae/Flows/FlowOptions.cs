using Ivae.Networks;

namespace Ivae.Flows;

/// <summary>The encoder of method flow.</summary>
public sealed record FlowOptions
{
    /// <summary>What it is made of; <see langword="null"/> takes Gaussianization when L = D, and the free form on a chart, whose coordinates bend in ways that rising maps of single units are slow to follow.</summary>
    public FlowLayers? Layers { get; init; }

    /// <summary>Number of nonlinear layers, each after a square linear map; another linear map ends it. <see langword="null"/> takes 8, and 10 from 16 latents on.</summary>
    public int? Depth { get; init; }

    /// <summary>The network of a coupling. One column alone cannot be coupled, and has rising maps instead.</summary>
    public NetworkOptions Network { get; init; } = new() { HiddenWidths = [32, 32] };

    /// <summary>Learning rate of these layers by that of networks.</summary>
    internal double RateFactor => Layers == FlowLayers.Gaussianization ? 4 : 1;

    /// <summary>The depth for n latents, where it was left open the usual one.</summary>
    internal int DepthFor(int n) => Depth ?? (n < 16 ? 8 : 10);

    private bool HasDefaultNetwork => new FlowOptions().Network is var network
        && Network.HiddenWidths.SequenceEqual(network.HiddenWidths) && Network with { HiddenWidths = network.HiddenWidths } == network;

    /// <summary>Whether nothing is set, so that a method other than flow ignores nothing.</summary>
    internal bool IsDefault => Layers is null && Depth is null && !Problems().Any();

    /// <summary>What is wrong with these options, each with value, range and remedy.</summary>
    internal IEnumerable<string> Problems()
    {
        if (Depth < 1)
            yield return $"flow.depth is {Depth}; it must be at least 1.";
        if (Network.HiddenWidths.Any(width => width < 1))
            yield return $"flow.network.hidden_widths holds {Network.HiddenWidths.First(width => width < 1)}; widths must be at least 1.";
        if (Layers == FlowLayers.FreeForm && Depth is not null)
            yield return $"flow.depth is {Depth} and a free-form flow ignores it; set posterior.network.hidden_widths, or choose other flow.layers.";
        if (Layers is null or FlowLayers.FreeForm or FlowLayers.Gaussianization && !HasDefaultNetwork)
            yield return "flow.network is given and only couplings have one; leave it out, or let flow.layers be coupling, gin or spline.";
    }
}
