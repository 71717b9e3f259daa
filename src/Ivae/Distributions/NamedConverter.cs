using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ivae.Distributions;

/// <summary>Writes a value as its name, and reads it from the name in whatever case.</summary>
/// <typeparam name="T">What the names are of.</typeparam>
internal sealed class NamedConverter<T> : JsonConverter<T>, INameList
    where T : class, INamed<T>
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Names => [.. T.All.Select(value => value.Name)];

    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var name = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return T.All.FirstOrDefault(value => string.Equals(value.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new JsonException($"\"{name}\" is not one of {Choice.Names<T>()}.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        => writer.WriteStringValue(value.Name);
}
