using System.Text.Json.Serialization;
using Ivae.Simulation;

namespace Ivae.Experiments;

/// <summary>The types in the files of experiments as JSON, described when this is built.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(AcyclicOptions))]
[JsonSerializable(typeof(CausalTask))]
[JsonSerializable(typeof(Dictionary<string, PublishedFigure>))]
[JsonSerializable(typeof(ReproductionPreset))]
[JsonSerializable(typeof(RunRow))]
[JsonSerializable(typeof(SimulationOptions))]
internal sealed partial class ExperimentContext : JsonSerializerContext;
