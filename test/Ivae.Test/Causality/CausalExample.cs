using Ivae.Causality;
using Ivae.Data;
using Ivae.Simulation;

namespace Ivae.Test.Causality;

/// <summary>Small causal models and quick settings for tests.</summary>
internal static class CausalExample
{
    /// <summary>Few steps: enough for linear mechanisms.</summary>
    public static PairOptions Quick { get; } = new() { Mechanism = Mechanisms(600) };

    public static MechanismOptions Mechanisms(int steps) =>
        new() { Training = new MechanismOptions().Training with { Steps = steps } };

    /// <summary>A linear pair of 16 segments.</summary>
    public static AcyclicOptions Pair { get; } = new() { Layers = 1, Segments = 16, RowsPerSegment = 300 };

    /// <summary>Two effects of a common cause that is left out.</summary>
    public static Dataset Confounded(ulong seed, AcyclicOptions? options = null, int segments = 40)
    {
        var graph = new bool[3, 3];
        (graph[0, 1], graph[0, 2]) = (true, true);
        var all = AcyclicSimulator.Generate(
            (options ?? Pair) with { Variables = 3, Segments = segments, Graph = graph, Shuffle = false }, seed)
            .ToDataset();
        return new Dataset
        {
            Observed = all.Observed.TakeColumns([1, 2]),
            ObservedNames = ["x2", "x3"],
            Auxiliary = all.Auxiliary,
            RowNumbers = all.RowNumbers,
        };
    }
}
