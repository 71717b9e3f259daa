using System.Text.Json.Nodes;
using Ivae.Causality;
using Ivae.Data;
using Ivae.Simulation;

namespace Ivae.Experiments;

/// <summary>The data of a run, made or read when a run first needs them.</summary>
/// <param name="Name">Short name, for files.</param>
/// <param name="Identity">What decides every number of the data: options and seed of a simulation, or the checksum of a
/// file.</param>
/// <param name="Load">Makes the data.</param>
internal sealed record RunData(string Name, JsonObject Identity, Func<Dataset> Load)
{
    /// <summary>The true direction, of pairs.</summary>
    public DirectionAnswer? Truth { get; init; }

    /// <summary>The true graph <c>[d, d]</c>, of simulated ones.</summary>
    public bool[,]? Graph { get; init; }

    /// <summary>A simulation.</summary>
    public static RunData Simulated(string name, SimulationOptions options, ulong seed) => new(
        $"{name}-data{seed}",
        new JsonObject { ["simulation"] = ExperimentJson.Node(options), ["seed"] = seed },
        () => Simulator.Generate(options, seed).ToDataset());

    /// <summary>A simulated pair of cause and effect, whose columns are in random order.</summary>
    public static RunData Pair(string name, AcyclicOptions options, ulong seed)
    {
        var data = Acyclic(name, options, seed);
        return data with { Truth = data.Graph![0, 1] ? DirectionAnswer.Forward : DirectionAnswer.Backward };
    }

    /// <summary>A simulated acyclic model, whose columns are in random order.</summary>
    public static RunData Acyclic(string name, AcyclicOptions options, ulong seed) => new(
        $"{name}-data{seed}",
        new JsonObject { ["acyclic"] = ExperimentJson.Node(options), ["seed"] = seed },
        () => AcyclicSimulator.Generate(options, seed).ToDataset())
    {
        // The graph hangs on the seed and not on the rows.
        Graph = AcyclicSimulator.Generate(options with { RowsPerSegment = 1 }, seed).Graph,
    };

    /// <summary>Data that are there already.</summary>
    /// <param name="data">The data.</param>
    /// <param name="name">Short name.</param>
    /// <param name="checksum">Checksum of the file and of what was chosen from it.</param>
    public static RunData Of(Dataset data, string name, string checksum) =>
        new(name, new JsonObject { ["file"] = data.Name, ["checksum"] = checksum }, () => data);
}
