using System.Text.Json.Serialization;

namespace Ivae.Methods;

/// <summary>
/// The types of a model file as JSON, described when the library is built, since a program that is compiled ahead of
/// time cannot look at types while it runs. Every method has its line.
/// </summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ModelDescription))]
[JsonSerializable(typeof(Dictionary<string, int[]>))]
[JsonSerializable(typeof(AutoMethod))]
[JsonSerializable(typeof(BetaTcVaeMethod))]
[JsonSerializable(typeof(BetaVaeMethod))]
[JsonSerializable(typeof(CapacityVaeMethod))]
[JsonSerializable(typeof(DecompositionMethod))]
[JsonSerializable(typeof(DipVaeIIMethod))]
[JsonSerializable(typeof(DipVaeIMethod))]
[JsonSerializable(typeof(FactorVaeMethod))]
[JsonSerializable(typeof(FastIcaMethod))]
[JsonSerializable(typeof(FlowMethod))]
[JsonSerializable(typeof(GclMethod))]
[JsonSerializable(typeof(IceBeemMethod))]
[JsonSerializable(typeof(InfomaxMethod))]
[JsonSerializable(typeof(IvaeMethod))]
[JsonSerializable(typeof(PcaMethod))]
[JsonSerializable(typeof(PclMethod))]
[JsonSerializable(typeof(PiVaeMethod))]
[JsonSerializable(typeof(PicardMethod))]
[JsonSerializable(typeof(TclMethod))]
[JsonSerializable(typeof(VaeMethod))]
[JsonSerializable(typeof(WeightedIvaeMethod))]
internal sealed partial class MethodContext : JsonSerializerContext;
