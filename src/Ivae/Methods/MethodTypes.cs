using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Ivae.Methods;

/// <summary>
/// How types of a model file are described: those of the library when it is built, methods of others while it runs.
/// </summary>
internal sealed class MethodTypes : IJsonTypeInfoResolver
{
    /// <summary>The one there is.</summary>
    public static MethodTypes All { get; } = new();

    /// <summary>What describes methods of <see cref="Method.Register"/>; nothing before there is one.</summary>
    public IJsonTypeInfoResolver? OfOthers { get; set; }

    /// <inheritdoc/>
    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) =>
        ((IJsonTypeInfoResolver)MethodContext.Default).GetTypeInfo(type, options)
            ?? OfOthers?.GetTypeInfo(type, options);
}
