using System.Text.Json.Serialization;

namespace Ivae.Causality;

/// <summary>Options of a graph search as JSON, described when the library is built.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(GraphOptions))]
internal sealed partial class GraphContext : JsonSerializerContext;
