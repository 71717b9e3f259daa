using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Ivae.Causality;
using Ivae.Cli.Commands;
using Ivae.Data;
using Ivae.Evaluation;
using Ivae.Experiments;
using Ivae.Numerics;
using Ivae.Simulation;
using Ivae.Simulation.Langevin;
using Ivae.Simulation.Mechanisms;
using Ivae.Simulation.Neurons;
using Ivae.Simulation.Worlds;

namespace Ivae.Cli;

/// <summary>
/// The types that the command line reads and writes as JSON, options among them, described when it is built.
/// </summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ActionOptions))]
[JsonSerializable(typeof(ColumnSummary))]
[JsonSerializable(typeof(EvaluationReport))]
[JsonSerializable(typeof(FileSummary))]
[JsonSerializable(typeof(FitSettings))]
[JsonSerializable(typeof(BenchCommand.FitTiming))]
[JsonSerializable(typeof(IReadOnlyList<KernelTiming>))]
[JsonSerializable(typeof(InterventionOptions))]
[JsonSerializable(typeof(JsonArray))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(LangevinOptions))]
[JsonSerializable(typeof(NeuronOptions))]
[JsonSerializable(typeof(OptionEntry[]))]
[JsonSerializable(typeof(SimulationOptions))]
[JsonSerializable(typeof(StepTiming))]
[JsonSerializable(typeof(TimeOptions))]
[JsonSerializable(typeof(TransitionOptions))]
[JsonSerializable(typeof(WorldOptions))]
[JsonSerializable(typeof(float[]))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class CliContext : JsonSerializerContext;
