using Ivae.Numerics;

namespace Ivae.Networks;

/// <summary>Shape of a fully connected network.</summary>
public sealed record NetworkOptions
{
    /// <summary>Widths of the hidden layers; none gives a linear map.</summary>
    public IReadOnlyList<int> HiddenWidths { get; init; } = [64, 64, 64];

    /// <summary>Activation after every hidden layer.</summary>
    public Activation Activation { get; init; } = Activation.Silu;

    /// <summary>How weights are drawn.</summary>
    public Initialiser Initialiser { get; init; } = Initialiser.Xavier;

    /// <summary>What is wrong with this network, with value, range and remedy.</summary>
    /// <param name="key">Its key in a configuration.</param>
    internal IEnumerable<string> Problems(string key) =>
    [
        .. HiddenWidths.Where(width => width is < 1 or > Limits.Width).Take(1).Select(width =>
            $"{key}.hidden_widths holds {width}; widths must be at least 1 and at most {Limits.Width}."),
        .. Limits.Whole($"the number of {key}.hidden_widths", HiddenWidths.Count, 0, Limits.Layers),
    ];
}
