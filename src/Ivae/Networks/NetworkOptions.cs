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
}
