using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Ivae.Methods;

/// <summary>
/// A method as JSON: its name and then its own options, <c>{ "name": "beta-vae", "beta": 4 }</c>; the bare name is read
/// too.
/// </summary>
internal sealed class MethodConverter : JsonConverter<Method>
{
    /// <summary>The key of the name.</summary>
    public const string Name = "name";

    /// <inheritdoc/>
    public override Method Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var node = JsonNode.Parse(ref reader);
        if (node is JsonValue value && value.TryGetValue<string>(out var bare))
            return Known(bare);
        if (node is not JsonObject own || own[Name] is not JsonValue name || !name.TryGetValue<string>(out var text))
            throw new JsonException("A method is an object with a \"name\", or the name alone.");
        own.Remove(Name);
        return (Method)own.Deserialize(options.GetTypeInfo(Known(text).GetType()))!;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Method value, JsonSerializerOptions options)
    {
        var own = JsonSerializer.SerializeToNode(value, options.GetTypeInfo(value.GetType()))!.AsObject();
        own.Insert(0, Name, value.Name);
        own.WriteTo(writer, options);
    }

    private static Method Known(string name) => Method.Find(name)
        ?? throw new JsonException($"There is no method \"{name}\"; there are {string.Join(", ", Method.Names)}.");
}
