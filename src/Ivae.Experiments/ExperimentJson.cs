using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Ivae.Reporting;

namespace Ivae.Experiments;

/// <summary>How the files of experiments look as JSON: as those of a run.</summary>
internal static class ExperimentJson
{
    /// <summary>As they are written.</summary>
    public static JsonSerializerOptions Line { get; } =
        RunJson.Make(indented: false, JsonTypeInfoResolver.Combine(ExperimentContext.Default, RunJson.Types));

    /// <summary>As they are read: nothing is missing.</summary>
    public static JsonSerializerOptions Strict { get; } = new(Line) { RespectNullableAnnotations = true };

    /// <summary>A record as JSON.</summary>
    public static JsonNode? Node<T>(T value) => JsonSerializer.SerializeToNode(value, Line.GetTypeInfo<T>());
}
