using Ivae.Data;
using Ivae.Numerics;
using Ivae.Simulation.Worlds;

namespace Ivae.Bench.Trust;

/// <summary>A world of the benchmark of verdicts.</summary>
/// <param name="Kind">What is special about it; worlds of one kind differ in sources and mixing.</param>
/// <param name="Options">The world of independent sources that it is made from.</param>
internal sealed record TrustWorld(string Kind, WorldOptions Options)
{
    /// <summary>Changes sources s <c>[N, n]</c> before they are mixed.</summary>
    public delegate Matrix Alteration(Matrix sources, int[] level, RandomStream random);

    /// <summary>Whether the kind was left alone while rules and thresholds were made.</summary>
    public bool IsKeptBack { get; init; }

    /// <summary>What happens to the sources before they are mixed; the truth are those before it.</summary>
    public Alteration? Before { get; init; }

    /// <summary>What happens to the sources that also changes the truth.</summary>
    public Alteration? OfTruth { get; init; }

    /// <summary>What happens to the observed columns.</summary>
    public Alteration? After { get; init; }

    /// <summary>Whether u is shuffled, so that it says nothing.</summary>
    public bool IsShuffled { get; init; }

    /// <summary>
    /// Whether a model of independent sources that u moves can be right for it; where some rows have another label,
    /// sources depend on each other given the labels.
    /// </summary>
    public bool IsRight => Before is null && OfTruth is null && After is null && !IsShuffled
        && Options.WrongLabels == 0 && Options.ScaleLow != Options.ScaleHigh;

    /// <summary>Its name.</summary>
    public string Name => $"{Kind}: {Options.Mixing} {string.Join(',', Options.Sources)}";

    /// <summary>The data.</summary>
    public Dataset Generate(ulong seed)
    {
        var random = new RandomStream(seed).Split("trust").Split(Name);
        var world = World.Generate(Options, random.NextUInt64() >> 12);
        if (Before is null && OfTruth is null && After is null && !IsShuffled)
            return world.ToDataset();
        var resolved = world.Options;
        var columns = resolved.Observed!.Value;
        var shape = new MixingShape(resolved.Latent, columns, resolved.Strength!.Value, resolved.Layers!.Value);
        var mixing = WorldKinds<MixingKind>.Named(resolved.Mixing).Draw(shape, random.Split("mixing"));
        var truth = OfTruth?.Invoke(world.Sources, world.Context, random.Split("truth")) ?? world.Sources;
        var mixed = Before?.Invoke(truth, world.Context, random.Split("before")) ?? truth;
        var x = mixing.Evaluate(mixed);
        x = After?.Invoke(x, world.Context, random.Split("after")) ?? x;
        var data = world.ToDataset() with { Observed = x, Sources = truth, TrueLogLikelihood = null };
        return data with
        {
            ObservedNames = [.. Enumerable.Range(1, x.Columns).Select(k => FormattableString.Invariant($"x{k}"))],
            Auxiliary = IsShuffled ? data.Auxiliary.TakeRows(random.Permutation(x.Rows)) : data.Auxiliary,
        };
    }
}
