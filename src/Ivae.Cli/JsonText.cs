using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Ivae.Experiments;
using Ivae.Reporting;

namespace Ivae.Cli;

/// <summary>
/// How everything the command line reads and writes looks as JSON: snake_case, readable, the same bytes on every
/// system.
/// </summary>
internal static class JsonText
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
        TypeInfoResolver = JsonTypeInfoResolver.Combine(CliContext.Default, ExperimentContext.Default, RunJson.Types),
    };

    /// <summary>What people may write into a file beyond strict JSON.</summary>
    public static JsonDocumentOptions Reading { get; } = new()
    {
        AllowDuplicateProperties = false,
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>A value as text.</summary>
    public static string Of<T>(T value) => JsonSerializer.Serialize(value, Options.GetTypeInfo<T>());

    /// <summary>A value as a tree.</summary>
    public static JsonNode? Node<T>(T value) => JsonSerializer.SerializeToNode(value, Options.GetTypeInfo<T>());

    /// <summary>Options as the object of their keys.</summary>
    public static JsonObject Object<T>(T options) => Node(options)!.AsObject();

    /// <summary>A value from a tree.</summary>
    /// <exception cref="JsonException">The tree is none of the type.</exception>
    public static T Read<T>(JsonNode tree) => tree.Deserialize(Options.GetTypeInfo<T>())!;
}
