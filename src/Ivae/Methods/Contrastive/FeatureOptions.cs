using Ivae.Networks;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>Features h(x) of the methods of contrastive learning.</summary>
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
        foreach (var problem in Limits.Whole($"{key}.maxout_pieces", MaxoutPieces, 1, 100, ", usually 1 or 2"))
            yield return problem;
        foreach (var problem in Network.Problems($"{key}.network"))
            yield return problem;
    }
}
