namespace Ivae.Flows;

/// <summary>The encoder of method flow.</summary>
public sealed record FlowOptions
{
    /// <summary>What it is made of.</summary>
    public FlowLayers Layers { get; init; } = FlowLayers.FreeForm;

    /// <summary>Number of nonlinear layers, each after a linear one; a linear one ends it.</summary>
    public int Depth { get; init; } = 8;

    /// <summary>What is wrong with these options, each with value, range and remedy.</summary>
    internal IEnumerable<string> Problems()
    {
        if (Depth < 1)
            yield return $"flow.depth is {Depth}; it must be at least 1.";
        if (Layers == FlowLayers.FreeForm && Depth != new FlowOptions().Depth)
            yield return "flow.depth is given and a free-form flow ignores it; set posterior.network.hidden_widths, or choose other flow.layers.";
    }
}
