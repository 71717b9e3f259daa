using Ivae.Methods.Linear;
using Ivae.Networks;

namespace Ivae.Methods;

/// <summary>What methods that learn features h(x) by telling things apart, and those that unmix linearly, are made of.</summary>
public sealed record FeatureOptions
{
    /// <summary>The network h.</summary>
    public NetworkOptions Network { get; init; } = new();

    /// <summary>Linear pieces of every hidden unit, the largest of which is its value; 1 takes the network's activation instead.</summary>
    public int MaxoutPieces { get; init; } = 1;

    /// <summary>The networks that compare features with u: ψ of GCL, g of ICE-BeeM.</summary>
    public NetworkOptions Comparison { get; init; } = new() { HiddenWidths = [32, 32] };

    /// <summary>Standard deviation of the noise that ICE-BeeM adds to preprocessed columns to learn their density.</summary>
    public double NoiseLevel { get; init; } = 0.3;

    /// <summary>The function g of FastICA.</summary>
    public ContrastFunction Contrast { get; init; } = ContrastFunction.Tanh;

    /// <summary>What is wrong with these options, each with value, range and remedy.</summary>
    public IEnumerable<string> Problems()
    {
        if (MaxoutPieces < 1)
            yield return $"features.maxout_pieces is {MaxoutPieces}; it must be at least 1, usually 1 or 2.";
        if (!(NoiseLevel > 0 && double.IsFinite(NoiseLevel)))
            yield return $"features.noise_level is {NoiseLevel}; it must be a positive number, usually .05 to .5.";
        foreach (var (name, network) in new[] { ("network", Network), ("comparison", Comparison) })
            if (network.HiddenWidths.Any(w => w < 1))
                yield return $"features.{name}.hidden_widths holds {network.HiddenWidths.First(w => w < 1)}; widths must be at least 1.";
    }
}
