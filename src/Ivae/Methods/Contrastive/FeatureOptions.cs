using Ivae.Networks;

namespace Ivae.Methods;

/// <summary>Features h(x) of the methods that learn them by telling things apart.</summary>
public sealed record FeatureOptions
{
    /// <summary>The network h.</summary>
    public NetworkOptions Network { get; init; } = new();

    /// <summary>
    /// Linear pieces of every hidden unit, the largest of which is its value; 1 takes the network's activation instead.
    /// </summary>
    public int MaxoutPieces { get; init; } = 1;

    /// <summary>What is wrong with these options, each with value, range and remedy.</summary>
    /// <param name="key">Their key in a configuration.</param>
    internal IEnumerable<string> Problems(string key)
    {
        if (MaxoutPieces < 1)
            yield return $"{key}.maxout_pieces is {MaxoutPieces}; it must be at least 1, usually 1 or 2.";
        foreach (var problem in Network.Problems($"{key}.network"))
            yield return problem;
    }
}
